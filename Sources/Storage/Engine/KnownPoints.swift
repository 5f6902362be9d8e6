package import Dunning

/// What is on record about the contact points of one batch, whoever said it.
package struct KnownPoints: Sendable {
    /// Facts about each point.
    private let said: [String: [RecordedFact]]
    /// All facts of those who said something against one of the points, for they may have taken it back.
    private let speakers: [DebtorID: [RecordedFact]]

    /// Puts together what was read: `said` are the facts about the points, `speakers` all facts of those who said them.
    package init(said: [RecordedFact], speakers: [RecordedFact]) {
        self.said = Dictionary(grouping: said) { PointRule.point(of: $0.fact.kind) ?? "" }
        self.speakers = Dictionary(grouping: speakers, by: \.debtor)
    }

    /// The addresses and numbers of actions, each once.
    package static func values(of actions: [Action]) -> [String] {
        var values: Set<String> = []
        for action in actions {
            for contact in action.debtor.contacts {
                if let value = contact.value { values.insert(value) }
            }
        }
        return Array(values)
    }

    /// Those who said something about the points.
    package static func speakers(of said: [RecordedFact]) -> [DebtorID] { Array(Set(said.map(\.debtor))) }

    /// The highest number of a fact about the point, 0 where there is none.
    package func lastFact(about point: String?) -> Int64 {
        point.flatMap { said[$0]?.map(\.number).max() } ?? 0
    }

    /// What others than the debtor have said against these points, as far as it holds.
    package func objections(to points: [String], besides debtor: DebtorID, asOf now: Instant) -> [RecordedFact] {
        guard !said.isEmpty else { return [] }
        let others = Set(points.flatMap { said[$0] ?? [] }.map(\.debtor)).subtracting([debtor])
        guard !others.isEmpty else { return [] }
        return PointRule.objections(
            in: others.flatMap { speakers[$0] ?? [] },
            at: Set(points),
            asOf: now
        )
    }
}
