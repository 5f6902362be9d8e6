package import Dunning

/// What the contact rules say of a message at its moment.
package struct Verdict: Sendable {
    /// Whether it may go out then.
    package var isOpen: Bool
    /// The earliest moment at which it may; nil where it never may, or where nothing but a person can tell.
    package var earliest: Instant?
    /// One or two sentences for people.
    package var summary: String
    /// What holds it, or warns: a sentence and its source.
    package var reasons: [Reason]
    /// All findings, as `dunlin decide --json` prints them.
    package var json: JSON

    /// A finding in words.
    package struct Reason: Hashable, Sendable {
        package var because: String
        package var source: String

        package init(because: String, source: String) {
            self.because = because
            self.source = source
        }
    }

    package init(isOpen: Bool, earliest: Instant?, summary: String, reasons: [Reason], json: JSON) {
        self.isOpen = isOpen
        self.earliest = earliest
        self.summary = summary
        self.reasons = reasons
        self.json = json
    }
}
