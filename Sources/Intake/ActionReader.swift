public import Dunning

/// Reads lines of actions, plain or in a CloudEvents envelope, and tells everything that is wrong with each.
public struct ActionReader: Sendable {
    private let rules: IntakeRules
    private let file: String
    private let checks: [any ActionCheck]
    private let phones: PhoneMemory

    /// A reader of one file; `-` names standard input.
    public init(rules: IntakeRules, file: String) {
        self.rules = rules
        self.file = file
        let phones = PhoneMemory(asking: rules.phones)
        self.phones = phones
        self.checks = [
            NamesCheck(rules: rules), TextCheck(), MoneyCheck(), DateCheck(), AddressCheck(), LocaleCheck(),
            ContactCheck(phones: phones.finding), PaymentCheck(), DataCheck(),
        ]
    }

    /// Reads one line; nil where it is empty.
    public func read(_ line: RawLine) -> IntakeLine? {
        guard !line.isBlank else { return nil }
        let place = Place(file: file, line: line.number)
        switch LineBody.json(of: line, at: place, limits: rules.limits) {
        case .unreadable(let diagnostics):
            return .refused(refusal(of: line, action: nil, diagnostics))
        case .json(let json):
            return read(json, of: line, at: place)
        }
    }

    /// Reads one action that has already been parsed, such as the body of a request.
    public func read(_ json: JSON, line: Int = 1) -> IntakeLine {
        let raw = RawLine(number: line, bytes: json.canonicalBytes)
        return read(json, of: raw, at: Place(file: file, line: line))
    }

    private func read(_ json: JSON, of line: RawLine, at place: Place) -> IntakeLine {
        let envelope = Envelope.open(json, at: place)
        let diagnostics = (envelope.diagnostics + remarks(on: envelope.body, at: place)).sorted()
        guard var action = envelope.action, !diagnostics.contains(where: { $0.severity == .error }) else {
            return .refused(refusal(of: line, action: envelope.body.json["id"]?.string, diagnostics))
        }
        for index in action.debtor.contacts.indices {
            addLine(to: &action.debtor.contacts[index])
        }
        return .action(
            ReadAction(
                line: line.number,
                action: action,
                body: envelope.body.json.canonical,
                warnings: diagnostics
            )
        )
    }

    private func remarks(on body: Spot, at place: Place) -> [Diagnostic] {
        guard body.json.object != nil else { return [] }
        return checks.flatMap { $0.remarks(on: body) }.map { $0.diagnostic(at: place) }
    }

    private func addLine(to point: inout ContactPoint) {
        guard point.channel == .sms || point.channel == .voice, point.line == nil, let value = point.value else {
            return
        }
        point.line = phones.finding(value).line
    }

    private func refusal(of line: RawLine, action: String?, _ diagnostics: [Diagnostic]) -> UnreadableLine {
        var diagnostics = diagnostics
        if line.length > rules.limits.kept {
            let place = Place(file: file, line: line.number)
            diagnostics.append(
                Diagnostic(.warning, at: place, "of \(line.length) bytes the first \(rules.limits.kept) are kept")
            )
        }
        return UnreadableLine(
            line: line.number,
            action: action.flatMap(ActionID.init).map(\.rawValue),
            bytes: Array(line.bytes.prefix(rules.limits.kept)),
            diagnostics: diagnostics
        )
    }
}
