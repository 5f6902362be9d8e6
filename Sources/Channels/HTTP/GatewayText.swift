/// A text with places that are filled in for each message.
public struct GatewayText: Hashable, Sendable {
    /// What can be filled in; the raw values are the names in the configuration.
    public enum Place: String, CaseIterable, Hashable, Sendable {
        /// The debtor's number in E.164.
        case to
        /// The same without the plus.
        case toDigits = "to_digits"
        /// The sender.
        case from
        /// The text; for calls, what is said, without markup.
        case text
        /// Calls only: what is said, as SSML.
        case script
        /// BCP 47.
        case language
        /// Our name for the attempt; a gateway that knows it can tell a double.
        case reference
    }

    /// A piece of the text.
    public enum Part: Hashable, Sendable {
        case literal(String)
        case place(Place)
    }

    /// The pieces, in order.
    public var parts: [Part]

    /// A text with places.
    public init(_ parts: [Part]) { self.parts = parts }

    /// The text with everything filled in, not yet escaped.
    func filled(_ values: [Place: String]) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .place(let place): values[place] ?? ""
            }
        }.joined()
    }
}

/// A name with a text.
public struct GatewayField: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: GatewayText

    /// A name with a text.
    public init(_ name: String, _ value: GatewayText) {
        self.name = name
        self.value = value
    }
}

/// A JSON value with places within its strings.
public indirect enum GatewayJSON: Hashable, Sendable {
    case text(GatewayText)
    case integer(Int)
    case boolean(Bool)
    case array([GatewayJSON])
    /// Members in no order of their own.
    case object([String: GatewayJSON])
}
