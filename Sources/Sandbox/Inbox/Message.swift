package import Foundation

/// One thing that reached the sandbox, as the inbox keeps it.
package struct Message: Sendable, Identifiable {
    /// The way that a message came.
    package enum Channel: String, Sendable, CaseIterable {
        case email, sms, voice, letter
    }

    /// What became of it at the sandbox's door.
    package enum Outcome: Sendable, Equatable {
        /// Taken; the sender may not have learned it, see `Fault.droppedAfter`.
        case accepted
        /// Refused with this answer.
        case refused(String)
    }

    /// What a message holds, raw.
    package enum Content: Sendable {
        case mail([UInt8])
        case text(String)
        case call(CallScript)
        case letter(Letter)
    }

    /// A later report on a message, such as `delivered` or `busy`.
    package struct Event: Sendable, Equatable {
        package let at: Date
        package let status: String
        package var note: String?
    }

    package let id: Int
    package let channel: Channel
    /// The dialect that took it: `smtp`, `twilio`, `kannel`, `spool`.
    package let provider: String
    package let receivedAt: Date
    package let from: String
    package let to: [String]
    /// What the sandbox answered as the message's name: a queue id, a SID.
    package var reference: String
    package var fault: Fault?
    package var outcome: Outcome = .accepted
    package var content: Content
    /// The state that the provider's own look-up reports.
    package var status = "accepted"
    package var events: [Event] = []
    /// Further things worth showing, such as the SMTP parameters, in order.
    package var details: [(name: String, value: String)] = []

    /// Whether it was taken.
    package var isAccepted: Bool { outcome == .accepted }

    /// What it costs to keep, in bytes, roughly.
    var weight: Int {
        switch content {
        case .mail(let raw): raw.count + 512
        case .text(let text): text.utf8.count + 512
        case .call(let script): script.source.utf8.count * 2 + 512
        case .letter: 512
        }
    }
}
