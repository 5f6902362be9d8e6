public import Dunning

/// One question to the gate with the answer that is expected: one line of a case file.
public struct ContactCase: Sendable {
    /// What must come out.
    public struct Expectation: Hashable, Sendable {
        /// What must be decided.
        public var verdict: Decision.Verdict
        /// What single rules must say, where another rule says the same or more and would hide them.
        public var rules: [RuleID: Word]

        /// An expectation.
        public init(_ verdict: Decision.Verdict, rules: [RuleID: Word] = [:]) {
            self.verdict = verdict
            self.rules = rules
        }

        /// What one rule says.
        public enum Word: String, CaseIterable, Hashable, Sendable {
            /// It takes part and lets the message go.
            case open
            /// It holds the message for a time.
            case shut
            /// It holds the message for good.
            case closed
            /// It takes no part.
            case absent
        }
    }

    /// Unique in its file.
    public var id: String
    /// What the case shows.
    public var note: String
    /// The law or policy that it shows.
    public var citation: String
    /// How sure we are of the law.
    public var confidence: RuleCard.Confidence?
    /// Whether verdict or `until` hang on a house default or a carrier's rule.
    public var basis: RuleCard.Basis?
    /// The answer is right only with this release of the tz database or a newer one.
    public var tzdata: String?
    /// The question.
    public var question: ContactQuestion
    /// The answer; nil where the case only asks.
    public var expect: Expectation?
}

extension ContactCase {
    /// Reads a case from one line of JSON, all its mistakes at once.
    ///
    /// A case to be tested says everything about itself; one that only asks (`dunlin decide`) needs no expectation.
    public static func reading(
        _ line: some Collection<UInt8>,
        at place: Place = Place(),
        isTest: Bool
    ) -> (value: ContactCase?, diagnostics: [Diagnostic]) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: line)
        } catch {
            return (nil, [Diagnostic(at: place, error.description, mend: "write one JSON object a line")])
        }
        let reader = JSONFieldReader(json, at: place)
        let value = ContactCase(reading: reader, isTest: isTest)
        let diagnostics = reader.finish()
        let isBad = diagnostics.contains { $0.severity == .error }
        return (isBad ? nil : value, diagnostics)
    }

    private init?(reading reader: JSONFieldReader, isTest: Bool) {
        let id = reader.required("id", .caseID)
        let note = isTest ? reader.required("note", .string) : reader.optional("note", .string)
        let citation = isTest ? reader.required("citation", .string) : reader.optional("citation", .string)
        let confidence = ContactCase.choice("confidence", RuleCard.Confidence.self, reader, isTest)
        let basis = ContactCase.choice("basis", RuleCard.Basis.self, reader, isTest)
        let tzdata = reader.optional("tzdata", .tzRelease)
        let question = ContactQuestion(reading: reader)
        let expect =
            isTest
            ? reader.object("expect", Expectation.init(reading:))
            : reader.optionalObject("expect", Expectation.init(reading:))
        guard let id, let question else { return nil }
        self.init(
            id: id,
            note: note ?? "",
            citation: citation ?? "",
            confidence: confidence,
            basis: basis,
            tzdata: tzdata,
            question: question,
            expect: expect
        )
    }

    private static func choice<Value>(
        _ name: String,
        _ type: Value.Type,
        _ reader: JSONFieldReader,
        _ isTest: Bool
    ) -> Value? where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        isTest ? reader.required(name, .choice(type)) : reader.optional(name, .choice(type))
    }
}

extension ContactCase.Expectation {
    fileprivate init?(reading reader: JSONFieldReader) {
        let name = reader.required("verdict", .choice(VerdictName.self))
        let rules = reader.optionalObject("rules", Self.rules(reading:)) ?? [:]
        guard let name else {
            reader.skipRest()
            return nil
        }
        switch name {
        case .defer:
            guard let until = reader.required("until", .instant) else { return nil }
            self.init(.defer(until: until), rules: rules)
        case .send, .block:
            reader.forbid("until", because: "only `defer` has an instant")
            self.init(name == .send ? .send : .block, rules: rules)
        }
    }

    private static func rules(reading reader: JSONFieldReader) -> [RuleID: Word]? {
        var rules: [RuleID: Word] = [:]
        for name in reader.members.keys.sorted() {
            guard let word = reader.required(name, .choice(Word.self)) else { continue }
            guard let rule = RuleID(name) else {
                reader.complain("this is no name of a rule", mend: "write one such as `us-ma.hours`", at: name)
                continue
            }
            rules[rule] = word
        }
        return rules
    }

    private enum VerdictName: String, CaseIterable { case send, `defer`, block }
}

extension JSONField where Value == String {
    fileprivate static var caseID: JSONField {
        JSONField("a name such as `US-H-001`") { json throws(JSONMistake) in
            guard let text = json.string else { throw .expected("a name such as `US-H-001`", found: json) }
            let isRight = text.utf8.allSatisfy { byte in
                let isLetter = (0x61...0x7A).contains(byte | 0x20)
                return isLetter || (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D
            }
            guard isRight, let first = text.utf8.first, first != 0x2E, first != 0x5F, first != 0x2D else {
                throw JSONMistake("this is no name of a case", mend: "use letters, digits, `.`, `_`, `-`")
            }
            return text
        }
    }

    fileprivate static var tzRelease: JSONField {
        JSONField("a release such as `2026c`") { json throws(JSONMistake) in
            guard let text = json.string, text.utf8.count == 5, text.hasPrefix("20"),
                text.utf8.last.map({ (0x61...0x7A).contains($0) }) ?? false
            else { throw .expected("a release such as `2026c`", found: json) }
            return text
        }
    }
}
