/// A kind of rule that can be broken in one thing at a time, to see whether a case notices.
protocol Breakable: RuleBody {
    /// The rule with one thing changed, each in its own way.
    var variants: [Variant<Self>] { get }

    /// Whether the days or hours of the debtor's clock matter to it.
    ///
    /// Where they do not, no choice of zones changes an answer.
    var readsTheClock: Bool { get }
}

extension Breakable {
    /// The same, for rules of any kind.
    var bodies: [Variant<any RuleBody>] { variants.map { Variant(change: $0.change, value: $0.value) } }
}
