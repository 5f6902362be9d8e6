import Digests
import Dispatcher
import Dunning
import Storage

extension WorkShift {
    /// Asks providers what became of hand-overs of unknown fate: once, before the work begins.
    func settle() async throws {
        let answers = try await guarding { () async throws(StoreError) in
            try await crew.settler.settle(using: SecureRandom())
        }
        let settled = answers.count(where: \.isSettled)
        if settled > 0 { console.say("settled: \(settled) hand-overs whose fate was unknown") }
    }
}

extension Settler {
    /// A settler with the providers of a workshop.
    init(_ shop: Workshop, _ desk: Desk) {
        self.init(
            store: desk.store,
            playbook: shop.playbook,
            clock: desk.clock,
            needsApproval: shop.approvals != nil
        )
    }
}

extension SettledAttempt {
    /// For people.
    var words: String {
        let found =
            switch finding {
            case .handedOver(let reference): "handed over" + (reference.map { " as \($0)" } ?? "")
            case .notTaken: "nothing went out; the step is made again"
            case .refused(let code): "refused (\(code))"
            case .open(let reason): "still unknown: \(reason)"
            }
        return "\(attempt): \(found)"
    }

    /// For programs.
    var json: JSON {
        let (word, detail): (String, String?) =
            switch finding {
            case .handedOver(let reference): ("handed-over", reference)
            case .notTaken: ("not-taken", nil)
            case .refused(let code): ("refused", code)
            case .open(let reason): ("unknown", reason)
            }
        return .compact([
            "id": .string(action.rawValue), "attempt": .string(attempt.rawValue), "found": .string(word),
            "reference": word == "handed-over" ? detail.map(JSON.string) : nil,
            "code": word == "refused" ? detail.map(JSON.string) : nil,
            "because": word == "unknown" ? detail.map(JSON.string) : nil,
        ])
    }
}
