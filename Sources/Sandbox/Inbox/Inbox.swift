import Foundation
import Synchronization

/// What the sandbox has taken in, newest last, bounded in number and in bytes.
package final class Inbox: Sendable {
    private struct State {
        var messages: [Int: Message] = [:]
        var references: [String: Int] = [:]
        var oldest = 1
        var next = 1
        var weight = 0
        var dropped = 0
        var greylist: Set<String> = []
    }

    /// A message before it has its place: everything but the number, which names its reference.
    struct Draft {
        var channel: Message.Channel
        var provider: String
        var from: String
        var to: [String]
        var content: Message.Content
        var fault: Fault?
        var outcome: Message.Outcome = .accepted
        var status = "accepted"
        var details: [(name: String, value: String)] = []
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Date
    private let keptMessages: Int
    private let keptBytes: Int
    private let seed: UInt64
    private let unrest: Unrest.Dice?
    private let witness: (@Sendable (Message) -> Void)?

    init(options: SandboxOptions, now: @escaping @Sendable () -> Date) {
        keptMessages = max(1, options.keptMessages)
        keptBytes = max(1, options.keptBytes)
        seed = options.seed
        unrest = options.unrest.map(Unrest.Dice.init)
        witness = options.witness
        self.now = now
    }

    /// Files a message; the reference is the prefix and 32 hexadecimal digits, as Twilio's SIDs are.
    @discardableResult
    func file(_ draft: Draft, prefix: String) -> Message {
        let at = now()
        let message = state.withLock { state in
            let message = Message(
                id: state.next,
                channel: draft.channel,
                provider: draft.provider,
                receivedAt: at,
                from: draft.from,
                to: draft.to,
                reference: prefix + hexadecimal(seed) + hexadecimal(UInt64(state.next)),
                fault: draft.fault,
                outcome: draft.outcome,
                content: draft.content,
                status: draft.status,
                details: draft.details
            )
            state.next += 1
            state.messages[message.id] = message
            state.references[message.reference] = message.id
            state.weight += message.weight
            while state.messages.count > keptMessages || (state.weight > keptBytes && state.messages.count > 1) {
                dropOldest(of: &state)
            }
            return message
        }
        witness?(message)
        return message
    }

    /// What befalls a message that asks for nothing; nil = it is taken.
    func misfortune() -> Fault? { unrest?.roll() }

    /// Puts a later report on a message; one that was dropped meanwhile stays dropped.
    func report(_ status: String, on id: Int, note: String? = nil) {
        let at = now()
        state.withLock { state in
            state.messages[id]?.status = status
            state.messages[id]?.events.append(Message.Event(at: at, status: status, note: note))
        }
    }

    /// Puts a remark on a message without changing its state.
    func note(_ text: String, on id: Int) {
        let at = now()
        state.withLock { $0.messages[id]?.events.append(Message.Event(at: at, status: "note", note: text)) }
    }

    /// Replaces what a call says, once its script was fetched.
    func setScript(_ script: CallScript, on id: Int) {
        state.withLock { state in
            guard var message = state.messages[id] else { return }
            state.weight -= message.weight
            message.content = .call(script)
            state.weight += message.weight
            state.messages[id] = message
        }
    }

    /// The instant that the next message would carry.
    var instant: Date { now() }

    /// How many messages were dropped to keep the bounds.
    package var dropped: Int { state.withLock { $0.dropped } }

    /// How many messages are kept.
    package var count: Int { state.withLock { $0.messages.count } }

    /// One message by its number.
    package func message(_ id: Int) -> Message? { state.withLock { $0.messages[id] } }

    /// One message by what the sandbox answered for it.
    package func message(reference: String) -> Message? {
        state.withLock { state in state.references[reference].flatMap { state.messages[$0] } }
    }

    /// The newest messages that match, newest first.
    package func newest(_ limit: Int, where matches: (Message) -> Bool = { _ in true }) -> [Message] {
        let (all, range) = state.withLock { ($0.messages, $0.oldest..<$0.next) }
        var found: [Message] = []
        for id in range.reversed() where found.count < limit {
            if let message = all[id], matches(message) { found.append(message) }
        }
        return found
    }

    /// Forgets everything but the numbers already given.
    package func empty() {
        state.withLock { state in
            let (next, dropped) = (state.next, state.dropped)
            state = State()
            (state.oldest, state.next, state.dropped) = (next, next, dropped)
        }
    }

    /// Whether this is the first sight of a greylisted pair; the memory is bounded by forgetting all.
    func isFirstSight(of pair: String) -> Bool {
        state.withLock { state in
            if state.greylist.count > 10_000 { state.greylist = [] }
            return state.greylist.insert(pair).inserted
        }
    }

    private func dropOldest(of state: inout State) {
        while state.oldest < state.next {
            defer { state.oldest += 1 }
            guard let message = state.messages.removeValue(forKey: state.oldest) else { continue }
            state.references[message.reference] = nil
            state.weight -= message.weight
            state.dropped += 1
            return
        }
    }

    private func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
