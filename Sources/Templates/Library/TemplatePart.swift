import Dunning

/// One piece of a message, each with a file of its own.
enum TemplatePart: String, CaseIterable, Hashable, Sendable {
    case emailSubject = "email.subject"
    case emailHTML = "email.html"
    case emailText = "email.txt"
    case smsText = "sms.txt"
    case voiceScript = "voice.ssml"
    case letterSubject = "letter.subject"
    case letterBody = "letter.html"

    /// What follows the name of the part in the name of its file.
    static let fileExtension = ".mustache"

    /// The channel that it is for.
    var channel: Channel {
        switch self {
        case .emailSubject, .emailHTML, .emailText: .email
        case .smsText: .sms
        case .voiceScript: .voice
        case .letterSubject, .letterBody: .letter
        }
    }

    /// How values become neutral in it.
    var escaping: Escaping {
        switch self {
        case .emailSubject, .emailText, .smsText, .letterSubject: .none
        case .emailHTML, .letterBody: .html
        case .voiceScript: .xml
        }
    }

    /// The elements that its channel understands; nil where any may stand, or none is markup.
    var elements: Set<String>? {
        switch self {
        case .emailSubject, .emailHTML, .emailText, .smsText, .letterSubject: nil
        case .voiceScript: ["speak", "p", "s", "break", "say-as", "emphasis", "prosody"]
        case .letterBody:
            [
                "p", "b", "strong", "i", "em", "br", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th",
                "td", "h2", "a",
            ]
        }
    }

    /// Whether it may be only one line long.
    var isOneLine: Bool { self == .emailSubject || self == .letterSubject }

    /// Whether it is where a debtor reads or hears the disclosures.
    var holdsDisclosures: Bool { !isOneLine }
}

/// The parts of one template in one locale.
struct TemplateParts: Sendable {
    var templates: [TemplatePart: MustacheTemplate] = [:]
    /// The same with all that they call, as messages are made of them; filled once nothing was wrong.
    var linked: [TemplatePart: LinkedTemplate] = [:] {
        didSet {
            programs = linked.reduce(into: [:]) { $0[$1.key] = MessageProgram($1.value, escaping: $1.key.escaping) }
        }
    }
    /// The same as steps, which messages are made by.
    private(set) var programs: [TemplatePart: MessageProgram] = [:]
    /// What the text part of an email is set from where its author gave none.
    var derivedText: LinkedTemplate? {
        didSet { derivedProgram = derivedText.map { MessageProgram($0, escaping: .none) } }
    }
    private(set) var derivedProgram: MessageProgram?
    /// The parts that say where disclosures shall stand; the others get them at the end.
    var placing: Set<TemplatePart> = []
    /// The first parts of the names that the messages of each channel may ask for.
    var wanted: [Channel: ViewNames] = [:]

    subscript(part: TemplatePart) -> MustacheTemplate? { templates[part] }

    /// The parts that a channel cannot do without and that are not there, each as a list of which one is enough.
    func lacking(for channel: Channel) -> [[TemplatePart]] {
        let needed: [[TemplatePart]] =
            switch channel {
            case .email: [[.emailSubject], [.emailHTML, .emailText]]
            case .sms: [[.smsText]]
            case .voice: [[.voiceScript]]
            case .letter: [[.letterBody], [.letterSubject, .emailSubject]]
            }
        return needed.filter { choice in !choice.contains { templates[$0] != nil } }
    }
}
