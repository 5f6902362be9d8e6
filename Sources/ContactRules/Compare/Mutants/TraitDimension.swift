import Dunning

/// One kind of trait, with the values that packs can name.
struct TraitDimension<Traits: OptionSet> where Traits.Element == Traits {
    /// As packs spell the list of them.
    let name: String
    /// Every value, with its bits; what packs cannot tell apart is one value.
    let values: [(name: String, traits: Traits)]

    /// All its bits.
    var all: Traits { values.reduce(into: []) { $0.formUnion($1.traits) } }

    init(_ name: String, _ values: [(name: String, traits: Traits)]) {
        self.name = name
        self.values = values
    }

    init<Value>(_ name: String, _ type: Value.Type, _ trait: (Value) -> Traits)
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        self.init(name, type.allCases.map { ($0.rawValue, trait($0)) })
    }
}

extension Traits {
    /// The kinds of traits that `applies` can narrow.
    static var dimensions: [TraitDimension<Traits>] {
        [
            TraitDimension("roles", Role.self, Traits.role),
            TraitDimension("debtors", DebtorKind.self, Traits.debtor),
            TraitDimension("debts", DebtKind.self, Traits.debt),
            TraitDimension("relations", Relation.self, Traits.relation),
            TraitDimension("channels", Channel.self, Traits.channel),
            TraitDimension("modes", [("none", Traits.mode(nil))] + Mode.allCases.map { ($0.rawValue, .mode($0)) }),
            TraitDimension("purposes", Purpose.self, Traits.purpose),
            // What is not told is unknown.
            TraitDimension(
                "uses",
                Use.allCases.map { ($0.rawValue, $0 == .unknown ? [.use($0), .use(nil)] : .use($0)) }
            ),
            TraitDimension(
                "lines",
                Line.allCases.map { ($0.rawValue, $0 == .unknown ? [.line($0), .line(nil)] : .line($0)) }
            ),
        ]
            + Flag.allCases.map { flag in
                TraitDimension(flag.rawValue, [("false", .flag(flag, false)), ("true", .flag(flag, true))])
            }
    }

    /// Every combination of channel, mode, line, use and sharing that a contact case can have, with all other traits.
    ///
    /// Two scopes that take the same of these, and the same of the other kinds of traits, decide every case alike.
    static let messages: [Traits] = Channel.allCases.flatMap { channel -> [Traits] in
        let hasPoint = channel != .letter
        let uses: [Use?] = hasPoint ? Use.allCases.map(Optional.some) : [nil]
        let lines: [Line?] = channel == .sms || channel == .voice ? Line.allCases.map(Optional.some) : [nil]
        return channel.modes.flatMap { mode in
            uses.flatMap { use in
                lines.flatMap { line in
                    (hasPoint ? [true, false] : [false]).map { isShared in
                        [.channel(channel), .mode(mode), .use(use), .line(line), .flag(.shared, isShared)]
                    }
                }
            }
        }
    }

    /// Every combination of purpose and offer that a contact case can have: marketing always offers something.
    static let purposes: [Traits] = Purpose.allCases.flatMap { purpose -> [Traits] in
        let offers: [Traits] = [[.purpose(purpose), .flag(.offers, true)]]
        return purpose == .marketing ? offers : offers + [[.purpose(purpose), .flag(.offers, false)]]
    }

    /// Whether no contact case can tell two scopes apart by their traits.
    func takesTheSame(as other: Traits) -> Bool {
        func isSame(_ group: [Traits]) -> Bool {
            group.allSatisfy { isSuperset(of: $0) == other.isSuperset(of: $0) }
        }
        let grouped = (Traits.messages + Traits.purposes).reduce(into: Traits()) { $0.formUnion($1) }
        return isSame(Traits.messages) && isSame(Traits.purposes)
            && subtracting(grouped).intersection(Traits.known) == other.subtracting(grouped).intersection(Traits.known)
    }

    private static let known = dimensions.reduce(into: Traits()) { $0.formUnion($1.all) }
}

extension ContactTraits {
    /// The kinds of traits that a filter of past contacts can narrow.
    static var dimensions: [TraitDimension<ContactTraits>] {
        [
            TraitDimension("directions", Direction.self, ContactTraits.direction),
            TraitDimension("channels", Channel.self, ContactTraits.channel),
            TraitDimension(
                "modes",
                [("none", .mode(nil))] + Mode.allCases.map { ($0.rawValue, ContactTraits.mode($0)) }
            ),
            TraitDimension(
                "outcomes",
                [("none", .outcome(nil))] + Outcome.allCases.map { ($0.rawValue, ContactTraits.outcome($0)) }
            ),
            TraitDimension(
                "purposes",
                [("none", .purpose(nil))] + Purpose.allCases.map { ($0.rawValue, ContactTraits.purpose($0)) }
            ),
            TraitDimension(
                "uses",
                Use.allCases.map { ($0.rawValue, $0 == .unknown ? [.use($0), .use(nil)] : .use($0)) }
            ),
            TraitDimension(
                "message_possible",
                [("false", .message(possible: false)), ("true", .message(possible: true))]
            ),
            TraitDimension("replies", [("false", .reply(false)), ("true", .reply(true))]),
        ]
    }

    /// Every combination of channel and mode that the history of a contact case can have.
    static let media: [ContactTraits] = Channel.allCases.flatMap { channel in
        channel.modes.map { [.channel(channel), .mode($0)] }
    }

    /// Every combination of direction, outcome, purpose, message left and answer that it can have.
    static let courses: [ContactTraits] = Direction.allCases.flatMap { direction -> [ContactTraits] in
        let isOut = direction == .out
        let outcomes: [Outcome?] = Outcome.allCases.map(Optional.some) + (isOut ? [] : [nil])
        let purposes: [Purpose?] = Purpose.allCases.map(Optional.some) + (isOut ? [] : [nil])
        return outcomes.flatMap { outcome in
            purposes.flatMap { purpose in
                (outcome == .noAnswer ? [true, false] : [true]).flatMap { isPossible in
                    (isOut ? [true, false] : [false]).map { isReply in
                        [
                            .direction(direction), .outcome(outcome), .purpose(purpose),
                            .message(possible: isPossible), .reply(isReply),
                        ]
                    }
                }
            }
        }
    }

    /// Whether no history of a contact case can tell two filters apart by their traits.
    func takesTheSame(as other: ContactTraits) -> Bool {
        func isSame(_ group: [ContactTraits]) -> Bool {
            group.allSatisfy { isSuperset(of: $0) == other.isSuperset(of: $0) }
        }
        let grouped = (ContactTraits.media + ContactTraits.courses).reduce(into: ContactTraits()) { $0.formUnion($1) }
        return isSame(ContactTraits.media) && isSame(ContactTraits.courses)
            && subtracting(grouped).intersection(ContactTraits.known)
                == other.subtracting(grouped).intersection(ContactTraits.known)
    }

    private static let known = dimensions.reduce(into: ContactTraits()) { $0.formUnion($1.all) }
}

extension Channel {
    /// The modes that a contact case can name with the channel.
    var modes: [Mode?] {
        switch self {
        case .email, .sms: [nil]
        case .voice: [.live, .prerecorded, .voicemail]
        case .letter: [.envelope, .postcard]
        }
    }
}
