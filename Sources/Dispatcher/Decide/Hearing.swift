import ContactRules
import Dunning

/// What the gate said about the channels of one step, in the order in which they were tried.
struct Hearing {
    private(set) var decisions: [JSON] = []
    /// The earliest instant at which a contact point of the channel asked last opens.
    private(set) var opening: Instant?
    /// The earliest opening of channels that open only after the action's end.
    private(set) var lateOpening: Instant?
    /// The rule that spoke loudest, for the action's reason.
    private(set) var reason: String?
    /// A rule suspends the pursuit until a fact lifts it.
    private(set) var isHold = false
    /// A rule ends all contact about this debt.
    private(set) var isFinal = false

    /// The channel asked last opens only after the action's end, so it is as good as closed.
    mutating func opensTooLate() {
        lateOpening = [lateOpening, opening].compactMap { $0 }.min()
        opening = nil
    }

    /// Another channel is asked about now.
    mutating func begin() { opening = nil }

    /// A contact point that was not asked about.
    mutating func passOver(_ channel: Channel, point: Int, of count: Int, because word: String) {
        reason = reason ?? word
        var entry: JSONMembers = ["channel": .string(channel.rawValue), "passedOver": .string(word)]
        if count > 1 { entry["point"] = .integer(Int64(point + 1)) }
        decisions.append(.object(entry))
    }

    /// A channel that was not asked about.
    mutating func passOver(_ channel: Channel, because word: String) {
        opening = nil
        reason = reason ?? word
        decisions.append(.object(["channel": .string(channel.rawValue), "passedOver": .string(word)]))
    }

    /// The gate's answer about one contact point.
    mutating func note(_ decision: Decision, _ channel: Channel, point: Int, of count: Int) {
        var entry = decision.json.object ?? [:]
        entry["channel"] = .string(channel.rawValue)
        if count > 1 { entry["point"] = .integer(Int64(point + 1)) }
        decisions.append(.object(entry))
        switch decision.verdict {
        case .send: return
        case .defer(let until): opening = opening.map { min($0, until) } ?? until
        case .block:
            isHold = isHold || decision.isHold
            isFinal = isFinal || decision.isFinal
        }
        reason = decision.objections.first?.rule.rawValue ?? reason
    }
}
