public import Dunning

/// Why no message was composed; nothing incomplete ever leaves this room.
public enum CompositionError: Error, Hashable, Sendable {
    /// No template has the name; perhaps the nearest one was meant.
    case noTemplate(TemplateID, nearest: TemplateID?)
    /// The template does not serve the channel.
    case noChannel(TemplateID, Channel)
    /// No text in any of the locales that may be used.
    case noLocale(TemplateID, Channel, tried: [String])
    /// The template has no variant of that name; perhaps the nearest one was meant.
    case noVariant(TemplateID, VariantID, nearest: String?)
    /// Values that the template shows are missing or empty: all of them.
    case missing([MissingValue])
    /// Values were given that cannot be used in any message: all of them.
    case unusable([UnusableValue])
    /// A demanded disclosure has no text in the language of the message.
    case noDisclosure(DisclosureID, locale: String)
    /// A demanded disclosure cannot be read or heard in a part, such as `email.html`.
    case disclosureHidden(DisclosureID, part: String)
    /// A part is not what its channel can send, such as SSML that is not well-formed.
    case malformed(part: String, reason: String)
}

extension CompositionError: CustomStringConvertible {
    /// What is wrong and what mends it, without personal data.
    public var description: String {
        switch self {
        case .noTemplate(let id, let nearest):
            "no template is called `\(id)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .noChannel(let id, let channel):
            "template `\(id)` does not serve \(channel.rawValue); add it to `channels` in its template.toml"
        case .noLocale(let id, let channel, let tried):
            "template `\(id)` has no text for \(channel.rawValue) in \(tried.joined(separator: ", "))"
        case .noVariant(let id, let variant, let nearest):
            "template `\(id)` has no variant `\(variant)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
        case .missing(let values): values.map(\.description).joined(separator: "\n")
        case .unusable(let values):
            values.map { "value `\($0.field)` is \($0.reason.rawValue)" }.joined(separator: "; ")
        case .noDisclosure(let id, let locale):
            "disclosure `\(id)` has no text in \(locale); add one under _disclosures/\(id)/"
        case .disclosureHidden(let id, let part):
            "disclosure `\(id)` would not be seen in \(part); show {{#disclosures}}{{text}}{{/disclosures}} in the open"
        case .malformed(let part, let reason): "\(part) is malformed: \(reason)"
        }
    }
}

extension MissingValue: CustomStringConvertible {
    /// File, line and column, then the field: `reminder/de/email.html.mustache:12:7: {{payment.link}} is missing`.
    public var description: String {
        let what =
            switch reason {
            case .missing: "is missing"
            case .empty: "is empty"
            case .group: "is a group of values, not a text"
            }
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): {{\(field)}} \(what)"
    }
}
