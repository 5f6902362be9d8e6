import Dunning

/// A text message stays within its budget of segments, also with long names and amounts.
struct SegmentCheck: MessageCheck {
    static let rule = LintRule(
        "sms.segments",
        title: "A text message takes more segments than its budget.",
        why: """
            Each segment is paid for. A segment is 160 characters of GSM-7 or 70 of UCS-2, in longer messages 153 and 67. \
            The budget is `sms_segments` in `[budget]`; over it with a sample is an error, with long values \
            a warning; scripts that need UCS-2 have one segment more for long values.
            """,
        source: "3GPP TS 23.038 and 23.040",
        bad: "four sentences about how to pay",
        good: "{{creditor.name}}: {{amountDue}} was due on {{due.short}}. Pay: {{payment.link}}"
    )

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .sms(let sms) = message.composition.content else { return [] }
        let measure = sms.measure
        let budget = message.template.manifest.budget.smsSegments
        // A long name or link takes half a segment of UCS-2 by itself.
        let limit = message.isStretched && measure.encoding == .ucs2 ? budget + 1 : budget
        guard measure.segments.count > limit else { return [] }
        let culprit = measure.culprit.map { ", because of `\($0.character)`" } ?? ""
        return [
            Self.rule.finding(
                at: message.place(of: .smsText),
                "\(measure.segments.count) segments in \(measure.encoding.rawValue)\(culprit) \(message.with), "
                    + "\(limit) at most",
                mend: "say less, or raise `sms_segments` under [budget] in template.toml",
                severity: message.isStretched ? .warning : .error,
                weight: measure.segments.count
            )
        ]
    }
}
