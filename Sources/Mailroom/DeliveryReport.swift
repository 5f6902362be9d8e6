import Dunning

/// A delivery status notification (RFC 3464): what became of one mail for one recipient.
struct DeliveryReport: Hashable, Sendable {
    /// What the reporter did with the mail.
    enum Action: String, Hashable, Sendable {
        case failed, delayed, delivered
        /// Handed to a system that reports no further.
        case relayed
        /// Handed on to several addresses.
        case expanded
    }

    let action: Action
    /// The enhanced status code of RFC 3463, such as `5.1.1`.
    let status: String
    /// The recipient as the reporter knew it.
    let recipient: String?
    /// The attempt, where the report itself names it.
    let attempt: AttemptID?

    /// The reports in the body of a `message/delivery-status` part, one a recipient.
    static func all(in text: String) -> [DeliveryReport] {
        let groups = ReportFields.groups(in: text)
        let attempt = groups.first?["original-envelope-id"].flatMap(AttemptMark.attempt(envelopeID:))
        return groups.compactMap { group in
            guard let action = group["action"].flatMap({ Action(rawValue: $0.lowercased()) }) else { return nil }
            return DeliveryReport(
                action: action,
                status: group["status"].flatMap(StatusCode.first(in:)) ?? action.commonStatus,
                recipient: group.typed("original-recipient") ?? group.typed("final-recipient"),
                attempt: attempt
            )
        }
    }
}

extension DeliveryReport.Action {
    /// What a report without a readable status means.
    fileprivate var commonStatus: String {
        switch self {
        case .failed: "5.0.0"
        case .delayed: "4.0.0"
        case .delivered, .relayed, .expanded: "2.0.0"
        }
    }
}

/// Enhanced mail system status codes (RFC 3463).
enum StatusCode {
    /// The first code in a text; nil where there is none.
    static func first(in text: String) -> String? {
        text.split { !$0.isASCII || !($0.isNumber || $0 == ".") }.lazy.map(String.init).first(where: isCode)
    }

    /// What a final failure with this code tells about the address: that nothing can ever arrive there, where the code
    /// says so beyond doubt.
    ///
    /// No such mailbox (X.1.1), an address that cannot be one (X.1.3), moved without a new address (X.1.6), a domain
    /// that takes no mail (X.1.10, RFC 7505). Not X.1.2, since a domain that is not found today may only be badly
    /// looked after, nor X.2.1, since a mailbox that is disabled may be opened again.
    static func news(of code: String) -> PointNews? {
        ["5.1.1", "5.1.3", "5.1.6", "5.1.10"].contains(code) ? .isBad : nil
    }

    private static func isCode(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, ["2", "4", "5"].contains(parts[0]) else { return false }
        return parts.dropFirst().allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isNumber) }
    }
}
