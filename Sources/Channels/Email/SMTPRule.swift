import Dunning
import Transport

/// One line of what SMTP replies mean: 4xx and 5xx of RFC 5321 with the enhanced status codes of RFC 3463.
struct SMTPRule: Sendable {
    /// Replies with one of these codes; a class stands for its hundred.
    enum Replies: Sendable {
        case hundred(Int)
        case codes([Int])
    }

    let replies: Replies
    /// Subjects and details behind the class: `7.` for all of a subject, `1.1` for one; empty = whatever they are.
    var details: [String] = []
    /// Only once a recipient was named: what is refused before is about us.
    var isAfterRecipient = false
    let means: Refusal.Class
    let about: String
    var says: PointNews?

    /// The first that fits counts.
    ///
    /// Security and policy (x.7.x) are about who we are, whatever the stage: no reason to
    /// give up an address.
    static let all: [SMTPRule] =
        [
            SMTPRule(replies: .codes([530, 535, 538]), means: .temporary, about: "our account"),
            SMTPRule(
                replies: .hundred(4),
                details: ["7."],
                means: .throttled,
                about: "greylisting, or too much; with the delay where the text says `in 30 seconds`"
            ), SMTPRule(replies: .codes([452]), details: ["2."], means: .temporary, about: "the mailbox is full"),
            SMTPRule(replies: .codes([452]), means: .throttled, about: "the relay has no room"),
            SMTPRule(replies: .hundred(4), means: .temporary, about: "for now"),
            SMTPRule(replies: .hundred(5), details: ["1.7", "1.8"], means: .temporary, about: "our sender's address"),
            SMTPRule(
                replies: .hundred(5),
                details: ["7."],
                means: .temporary,
                about: "security or policy, so it is about us; a person must look"
            ), SMTPRule(replies: .codes([552]), means: .permanent, about: "this message can never pass"),
            SMTPRule(
                replies: .hundred(5),
                details: ["3.4", "6."],
                means: .permanent,
                about: "this message can never pass"
            ),
        ]
        + EnhancedStatus.bad.map { bad in
            SMTPRule(
                replies: .hundred(5),
                details: [bad.detail],
                isAfterRecipient: true,
                means: .permanent,
                about: bad.about,
                says: .isBad
            )
        } + [
            SMTPRule(replies: .hundred(5), isAfterRecipient: true, means: .permanent, about: "this address"),
            SMTPRule(replies: .hundred(5), means: .temporary, about: "our account or sender"),
        ]

    static func rule(for reply: SMTPReply, at stage: SMTPStage) -> SMTPRule? { all.first { $0.fits(reply, stage) } }

    private func fits(_ reply: SMTPReply, _ stage: SMTPStage) -> Bool {
        let isOurs =
            switch replies {
            case .hundred(let hundred): reply.code / 100 == hundred
            case .codes(let codes): codes.contains(reply.code)
            }
        guard isOurs else { return false }
        if isAfterRecipient, ![.recipient, .data, .message].contains(stage) { return false }
        guard !details.isEmpty else { return true }
        let detail = reply.enhanced?.split(separator: ".").dropFirst().joined(separator: ".") ?? ""
        return details.contains { $0.hasSuffix(".") ? detail.hasPrefix($0) : detail == $0 }
    }

    /// As people read it: `5xx with 5.1.1 once a recipient was named`.
    var answer: String {
        let (code, digit): (String, String) =
            switch replies {
            case .hundred(let hundred): ("\(hundred)xx", "\(hundred)")
            case .codes(let codes): (codes.map(String.init).joined(separator: ", "), "\((codes.first ?? 0) / 100)")
            }
        let names = details.map { digit + "." + ($0.hasSuffix(".") ? $0 + "x" : $0) }
        let with = names.isEmpty ? "" : " with " + names.joined(separator: ", ")
        return code + with + (isAfterRecipient ? " at RCPT, DATA or the message" : "")
    }
}
