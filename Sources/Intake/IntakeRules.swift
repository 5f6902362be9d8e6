public import Dunning

/// What an action is measured against, from outside of it.
public struct IntakeRules: Sendable {
    /// The creditors of the configuration.
    public var creditors: Set<CreditorID>
    /// The sequences of the configuration.
    public var sequences: Set<SequenceID>
    /// The templates that there are; nil = not known here, every name passes.
    public var templates: Set<TemplateID>?
    /// What numbering plans say about a number in E.164.
    public var phones: @Sendable (String) -> PhoneFinding
    /// How long lines may be.
    public var limits: LineLimits

    /// What an action is measured against.
    public init(
        creditors: Set<CreditorID>,
        sequences: Set<SequenceID>,
        templates: Set<TemplateID>?,
        limits: LineLimits = LineLimits(),
        phones: @escaping @Sendable (String) -> PhoneFinding = PhoneFinding.init(numberingPlanOf:)
    ) {
        self.creditors = creditors
        self.sequences = sequences
        self.templates = templates
        self.limits = limits
        self.phones = phones
    }
}

/// What numbering plans say about a phone number.
public struct PhoneFinding: Hashable, Sendable {
    /// How certain it is that there can be such a number.
    public enum Standing: Hashable, Sendable {
        /// No number of the country has this form: nobody can ever be reached. Why, and what mends it.
        case impossible(String, mend: String)
        /// The form is right, but the range is not given out as far as is known: reserved, fictional or newer than our table.
        case possible
        /// In a range that is in use.
        case assigned
    }

    /// How certain it is that there can be such a number.
    public var standing: Standing
    /// The kind of line.
    public var line: Line

    /// What is said about a number.
    public init(_ standing: Standing, line: Line) {
        self.standing = standing
        self.line = line
    }
}
