import Dunning

extension Gate {
    /// The verdict alone, without a word on why.
    public func verdict(_ question: ContactQuestion) -> Decision.Verdict { decide(question).verdict }
}
