/// A name under which one thing is known; each kind of thing has its own type.
///
/// Identifiers come from outside and end up in file names, headers and references, so the alphabet is small:
/// letters, digits, `.`, `_`, `-`, `:`; the first character is a letter or a digit; 1 to 128 characters.
public protocol Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The identifier as it was given.
    var rawValue: String { get }
    /// Wraps a text that is already known to be an identifier.
    init(trusted rawValue: String)
}

extension Identifier {
    /// Refuses everything that is not spelt as an identifier.
    public init?(_ text: String) {
        guard Self.isSpeltRight(text) else { return nil }
        self.init(trusted: text)
    }

    /// The identifier as it was given.
    public var description: String { rawValue }

    /// Orders by the bytes of the text.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// Whether a text is spelt as an identifier: what the alphabet and the length allow.
    public static func isSpeltRight(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 128, first.isIdentifierLetterOrDigit else { return false }
        return bytes.allSatisfy { byte in
            byte.isIdentifierLetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
        }
    }
}

extension UInt8 {
    fileprivate var isIdentifierLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}

/// The name of one action; the engine's idempotency key.
public struct ActionID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one try to hand one message to one provider.
public struct AttemptID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one debtor, as the engine knows it.
public struct DebtorID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one debt, as the engine knows it.
public struct DebtID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one customer relation that debts belong to.
public struct AccountID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one creditor of the configuration.
public struct CreditorID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one configured way out, such as `sms.primary`.
public struct ProviderID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one sequence of the configuration.
public struct SequenceID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one template folder.
public struct TemplateID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one text that a rule demands in a message.
public struct DisclosureID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one rule of a pack.
public struct RuleID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one rule pack, such as `us-ma`.
public struct PackID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of several debts that a rule counts as one.
public struct GroupID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of a group that an engine sorts debtors into, such as `gold` or `new-customer`.
public struct Segment: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one variant of a template's texts, such as `firm`.
public struct VariantID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The name of one trial that shows debtors different variants of a template, drawn by lot.
public struct ExperimentID: Identifier {
    /// The identifier as it was given.
    public let rawValue: String

    /// Wraps a text that is already known to be an identifier.
    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
