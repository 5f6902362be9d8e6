import TOML

/// How much of a debtor's time and of the creditor's money a message may take: `[budget]` in `template.toml`.
public struct MessageBudget: Hashable, Sendable {
    /// Segments of a text message.
    public var smsSegments: Int
    /// Seconds of a call.
    public var voiceSeconds: Int
    /// Pages of a letter with at most ten invoices.
    public var letterPages: Int
    /// Characters of a subject.
    public var subjectLength: Int

    /// What holds where a template says nothing.
    public static let standard = MessageBudget(smsSegments: 2, voiceSeconds: 60, letterPages: 2, subjectLength: 78)

    /// Reads `[budget]`; what is left out is as in ``standard``.
    static func read(_ reader: TOMLReader) -> MessageBudget {
        var budget = MessageBudget.standard
        guard let table = reader.optionalTable("budget") else { return budget }
        budget.smsSegments = table.optionalInteger("sms_segments", range: 1...10) ?? budget.smsSegments
        budget.voiceSeconds = table.optionalInteger("voice_seconds", range: 5...300) ?? budget.voiceSeconds
        budget.letterPages = table.optionalInteger("letter_pages", range: 1...50) ?? budget.letterPages
        budget.subjectLength = table.optionalInteger("subject_length", range: 20...200) ?? budget.subjectLength
        return budget
    }
}
