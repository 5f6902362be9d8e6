/// What a magic recipient makes the sandbox do; `docs/sandbox.md` holds the same table for people.
package enum Fault: String, Sendable, CaseIterable {
    /// Refused for now: try again later.
    case temporary
    /// Refused for good.
    case permanent
    /// Refused for now, with a delay that the sender is told.
    case throttled
    /// Refused the first time, taken from the second try on; mail only.
    case greylisted
    /// Taken, but the answer comes late.
    case slow
    /// The connection ends before the message was taken; for mail before its first byte was asked for.
    case droppedBefore = "dropped-before"
    /// The message is taken, and the connection ends before the answer; for mail after the final dot.
    case droppedAfter = "dropped-after"
    /// Refused after the whole message was seen; mail only.
    case rejectedContent = "rejected-content"
    /// Taken, and reported as not deliverable afterwards.
    case bounced
    /// The recipient has opted out at the provider.
    case optedOut = "opted-out"
    /// Nobody takes the call; voice only.
    case noAnswer = "no-answer"
    /// The line is busy; voice only.
    case busy
    /// An answering machine takes the call; voice only.
    case machine
    /// The callee presses the key 9 at the first menu; voice only.
    case pressesNine = "presses-nine"
}

extension Fault {
    /// The last four digits that make a phone number magic.
    ///
    /// All begin with 01, so that US 555-01xx numbers, which nobody owns, can carry them;
    /// in plans whose last four digits are free, such as German mobile numbers, any number can.
    package static let phoneSuffixes: [(suffix: String, fault: Fault)] = [
        ("0150", .temporary), ("0151", .permanent), ("0152", .throttled), ("0153", .slow),
        ("0154", .droppedBefore), ("0155", .droppedAfter), ("0156", .bounced), ("0157", .optedOut),
        ("0158", .noAnswer), ("0159", .busy), ("0160", .machine), ("0161", .pressesNine),
    ]

    /// The local parts that make a mailbox magic, in any domain.
    package static let mailboxes: [Fault] = [
        .temporary, .permanent, .throttled, .greylisted, .slow, .droppedBefore, .droppedAfter, .rejectedContent,
        .bounced, .optedOut,
    ]

    /// What the mailbox `slow@…` or, with a tag of the tester's own, `slow+7@…` asks for.
    static func forMailbox(_ address: String) -> Fault? {
        let local = address.prefix { $0 != "@" && $0 != "+" }.lowercased()
        return Fault(rawValue: local).flatMap { mailboxes.contains($0) ? $0 : nil }
    }

    /// What a phone number's last four digits ask for; what only a call can do, a text message does not.
    static func forPhone(_ number: String, isCall: Bool = false) -> Fault? {
        guard let fault = phoneSuffixes.first(where: { number.hasSuffix($0.suffix) })?.fault else { return nil }
        return isCall || !callsOnly.contains(fault) ? fault : nil
    }

    private static let callsOnly: Set<Fault> = [.noAnswer, .busy, .machine, .pressesNine]
}
