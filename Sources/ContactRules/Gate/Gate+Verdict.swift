import Dunning

extension Gate {
    /// The verdict alone, without a word on why: the same as that of `decide`, for a part of its cost.
    public func verdict(_ question: ContactQuestion) -> Decision.Verdict {
        let standing = book.standing(of: question)
        let inquiry = Inquiry(question, whereabouts: standing.whereabouts)
        if standing.isRefused || inquiry.factKinds.contains(.other), !book.refusals(for: inquiry).isEmpty {
            return .block
        }
        guard let opening = Gate.opening(of: jury(for: inquiry, standing), inquiry) else { return .block }
        return opening == inquiry.at ? .send : .defer(until: Instant(milliseconds: opening))
    }
}
