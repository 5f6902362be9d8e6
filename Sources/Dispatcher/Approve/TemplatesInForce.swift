public import Dunning
public import Templates

/// The templates that messages are made of at one moment, and those that wait for an approval.
public struct TemplatesInForce: Sendable {
    /// The templates of the folder.
    public let current: TemplateLibrary
    /// Older revisions that take the place of ones that are not approved.
    public let previous: [TemplateID: TemplateLibrary]
    /// Templates of which no revision may be sent.
    public let held: Set<TemplateID>
    /// The number of the last review of a revision on which this rests; nil where no approval is needed.
    public let lastReview: Int64?

    /// Whether hand-overs begin only where their revision is approved.
    public var needsApproval: Bool { lastReview != nil }

    /// Templates that need no approval.
    public init(_ current: TemplateLibrary) {
        self.init(current: current, previous: [:], held: [], lastReview: nil)
    }

    init(
        current: TemplateLibrary,
        previous: [TemplateID: TemplateLibrary],
        held: Set<TemplateID>,
        lastReview: Int64?
    ) {
        self.current = current
        self.previous = previous
        self.held = held
        self.lastReview = lastReview
    }

    /// Where a template is to be looked up.
    public func library(for template: TemplateID) -> TemplateLibrary { previous[template] ?? current }

    /// What is known of a template as it may be sent.
    func entry(_ template: TemplateID) -> TemplateLibrary.Entry? { library(for: template).templates[template] }
}
