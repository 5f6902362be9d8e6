package import Dunning
package import Journal

/// Personal content with its commitment, computed by the caller so that the one writer need not.
package struct Sealed: Sendable {
    /// The hash that the journal keeps.
    package let commitment: Commitment
    /// The content.
    package let content: Content

    /// Hashes the content.
    package init(_ content: Content) {
        self.content = content
        commitment = Commitment(of: content)
    }
}

/// An action made ready to be stored.
package struct PreparedAction: Sendable {
    /// The action.
    package let action: Action
    /// The engine's body as it came.
    package let body: String
    /// The body with a fresh salt, for the case that the action is new.
    package let sealed: Sealed
    /// The text from which the action is built again.
    package let form: [UInt8]

    /// Refuses an action that could not be read back: one such row would stop every later claim.
    package init(_ acceptance: Acceptance) throws(StoreError) {
        action = acceptance.action
        body = acceptance.body
        sealed = Sealed(.body(acceptance.body, salt: freshSalt()))
        form = action.json.canonicalBytes
        guard try StoredForm.action(String(decoding: form, as: UTF8.self)) == action else {
            throw .defect("action `\(action.id)` is not read back as it was written")
        }
    }
}

/// A fact made ready to be stored.
package struct PreparedFact: Sendable {
    /// The fact.
    package let recorded: RecordedFact
    /// The fact with a fresh salt.
    package let sealed: Sealed
    /// The text from which the fact is built again.
    package var form: [UInt8] { sealed.content.bytes }
    /// The address or number that binds whoever has it.
    package var point: String? { PointRule.point(of: recorded.fact.kind) }

    /// Refuses a fact that could not be read back: it would stop every later claim for its debtor.
    package init(_ recorded: RecordedFact) throws(StoreError) {
        self.recorded = recorded
        sealed = Sealed(.fact(recorded.fact, salt: freshSalt()))
        guard try StoredForm.fact(String(decoding: sealed.content.bytes, as: UTF8.self)) == recorded.fact else {
            throw .defect("a fact about debtor `\(recorded.debtor)` is not read back as it was written")
        }
    }
}
