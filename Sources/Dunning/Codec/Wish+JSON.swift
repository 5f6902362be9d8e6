extension Wish: JSONCoded {
    /// Reads the members of a `wish`.
    public init?(reading reader: JSONFieldReader) {
        let effect = reader.required("effect", .choice(Effect.self))
        let days = reader.nullable("days", .weekdays)
        let from = reader.required("from", .clock(upTo: 1439))
        let to = reader.required("to", .clock(upTo: 1440))
        let channel = reader.nullable("channel", .choice(Channel.self))
        let use = reader.optional("use", .choice(among: [Use.home, .work]))
        let form = reader.optional("form", .choice(Fact.Form.self))
        let until = reader.optional("until", .instant)
        guard let effect, let from, let to else { return nil }
        self.init(
            effect: effect,
            days: days,
            from: from,
            to: to,
            channel: channel,
            use: use,
            form: form,
            until: until
        )
    }

    /// The members of a `wish`.
    public var json: JSON {
        let weekdays = days.map { days in
            JSON.array(Weekday.allCases.filter(days.contains).map { .string($0.rawValue) })
        }
        return .compact([
            "effect": .string(effect.rawValue),
            "days": weekdays ?? .null,
            "from": .string(Wish.clock(from)),
            "to": .string(Wish.clock(to)),
            "channel": .orNull(channel),
            "use": use.map { .string($0.rawValue) },
            "form": form.map { .string($0.rawValue) },
            "until": until.map { .string($0.description) },
        ])
    }

    private static func clock(_ minutes: Int) -> String {
        "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
    }
}

extension JSONField where Value == Set<Weekday> {
    /// Weekdays, each once, at least one.
    fileprivate static var weekdays: JSONField {
        let names = Weekday.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        let expected = "an array of some of \(names), each once"
        return JSONField(expected) { json throws(JSONMistake) in
            guard let array = json.array else { throw .expected(expected, found: json) }
            let days = Set(array.compactMap { $0.string.flatMap(Weekday.init) })
            guard !array.isEmpty, days.count == array.count else {
                throw JSONMistake("not all of them are weekdays, each once", mend: "write \(expected)")
            }
            return days
        }
    }
}
