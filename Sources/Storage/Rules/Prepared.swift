package import Dunning
package import Journal

/// An action made ready to be stored, by the caller, so that the one writer need not.
package struct PreparedAction: Sendable {
    /// The action.
    package let action: Action
    /// The engine's body as it came.
    package let body: String
    /// The body with a fresh salt, for the case that the action is new.
    package let content: CommittedContent
    /// The text from which the action is built again.
    package let form: [UInt8]

    /// How many are made ready one after the other; what is more than that is done side by side.
    private static let share = 64

    /// Makes actions ready, on all cores where they are many; they stay in their order.
    /// - Throws: the first of them that could not be read back.
    package static func all(of acceptances: [Acceptance]) async throws(StoreError) -> [PreparedAction] {
        // The task tree: one child for each share.
        let shares = await withTaskGroup(of: (Int, Result<[PreparedAction], StoreError>).self) { group in
            for start in stride(from: 0, to: acceptances.count, by: share) {
                let part = acceptances[start..<min(start + share, acceptances.count)]
                group.addTask { (start, Result { () throws(StoreError) in try made(of: part) }) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
        }
        var prepared: [PreparedAction] = []
        prepared.reserveCapacity(acceptances.count)
        for (_, made) in shares { prepared += try made.get() }
        return prepared
    }

    private static func made(of acceptances: ArraySlice<Acceptance>) throws(StoreError) -> [PreparedAction] {
        var prepared: [PreparedAction] = []
        for acceptance in acceptances { prepared.append(try PreparedAction(acceptance)) }
        return prepared
    }

    /// Refuses an action that could not be read back: one such row would stop every later claim.
    package init(_ acceptance: Acceptance) throws(StoreError) {
        action = acceptance.action
        body = acceptance.body
        content = CommittedContent(.body(acceptance.body, salt: freshSalt()))
        let json = action.json
        form = json.canonicalBytes
        guard json.isReadBack, Action.read(json).value == action else {
            throw .defect("action `\(action.id)` is not read back as it was written")
        }
    }
}

/// A fact made ready to be stored.
package struct PreparedFact: Sendable {
    /// The fact.
    package let recorded: RecordedFact
    /// The fact with a fresh salt.
    package let content: CommittedContent
    /// The text from which the fact is built again.
    package var form: [UInt8] { content.content.bytes }
    /// The address or number that binds whoever has it.
    package var point: String? { PointRule.point(of: recorded.fact.kind) }

    /// Refuses a fact that could not be read back: it would stop every later claim for its debtor.
    package init(_ recorded: RecordedFact) throws(StoreError) {
        self.recorded = recorded
        content = CommittedContent(.fact(recorded.fact, salt: freshSalt()))
        guard try StoredForm.fact(String(decoding: content.content.bytes, as: UTF8.self)) == recorded.fact else {
            throw .defect("a fact about debtor `\(recorded.debtor)` is not read back as it was written")
        }
    }
}
