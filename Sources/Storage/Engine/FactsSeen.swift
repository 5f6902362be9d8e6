/// The highest numbers of facts that a decision knew; 0 where there was none.
package struct FactsSeen: Hashable, Sendable {
    /// Of facts about the debtor.
    package let aboutDebtor: Int64
    /// Of facts about the contact point, whoever they are about.
    package let aboutPoint: Int64

    /// The highest numbers that a decision knew.
    package init(aboutDebtor: Int64, aboutPoint: Int64) {
        self.aboutDebtor = aboutDebtor
        self.aboutPoint = aboutPoint
    }
}
