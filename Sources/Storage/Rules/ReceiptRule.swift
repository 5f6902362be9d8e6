package import Dunning

/// How a receipt moves an attempt; the same in every engine.
package enum ReceiptRule: Hashable, Sendable {
    /// It says nothing new.
    case nothing
    /// It contradicts what is known; kept on the journal, changes nothing.
    case contradicts
    /// Where the attempt stands now, and what came of the contact.
    case moves(AttemptState, Outcome?)

    /// Judges; receipts only move an attempt forward.
    ///
    /// A refusal was our reading of the provider's answer: where the provider later says that it has taken or delivered
    /// the message, the attempt counts. What was never handed over cannot be moved by anybody.
    package static func effect(_ receipt: Receipt, on state: AttemptState, outcome: Outcome?) -> ReceiptRule {
        let known = rank(state)
        let told = rank(receipt.state)
        guard told >= rank(.handedOver) else { return .contradicts }
        switch state {
        case .withdrawn: return .contradicts
        case .refused where receipt.state == .undelivered: return .nothing
        case .intended, .begun, .refused, .unknown, .handedOver, .delivered, .undelivered: break
        }
        if told > known { return .moves(receipt.state, receipt.outcome ?? outcome) }
        if told < known { return .nothing }
        guard receipt.state == state else { return .contradicts }
        guard let news = receipt.outcome, outcome == nil else { return .nothing }
        return .moves(state, news)
    }

    private static func rank(_ state: AttemptState) -> Int {
        switch state {
        case .intended, .begun, .refused, .unknown, .withdrawn: 0
        case .handedOver: 1
        case .delivered, .undelivered: 2
        }
    }
}
