import Dunning
import Storage
import Testing

extension StoreContract {
    static let races: [StorePromise] = [
        StorePromise("of a fact and a hand-over that meet, one always sees the other") { (database) async throws in
            try await database.open { (scene) async throws in
                let actions = (0..<500).map { Action.sample(id: "A\($0)", debtor: "of-\($0)", debt: "debt-\($0)") }
                _ = try await scene.store.accept(actions.map(Acceptance.init(sample:)), at: .noon)
                let intents = try await scene.claimAndSend(500)
                #expect(intents.count == 500)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (number, intent) in intents.enumerated() {
                        if number >= 16 { try await group.next() }
                        group.addTask { try await race(intent, factFirst: number.isMultiple(of: 2), scene) }
                    }
                    try await group.waitForAll()
                }
            }
        }
    ]

    /// Begins a hand-over while the debt is said to be paid.
    private static func race(_ intent: Intent, factFirst: Bool, _ scene: StoreScene) async throws {
        let debtor = intent.attempt.debtor.rawValue
        let answer: Start.Answer?
        let fact: FactAnswer
        if factFirst {
            async let told = scene.add(.paid, about: debtor)
            async let begun = scene.begin([intent])
            (fact, answer) = try await (told, begun.first)
        } else {
            async let begun = scene.begin([intent])
            async let told = scene.add(.paid, about: debtor)
            (answer, fact) = try await (begun.first, told)
        }
        switch answer {
        case .go: #expect(fact.inFlight == [intent.attempt.id], "what had begun was not named")
        case .stop(let word): #expect(word == "fact" && fact.inFlight.isEmpty)
        case nil: Issue.record("no answer")
        }
    }
}
