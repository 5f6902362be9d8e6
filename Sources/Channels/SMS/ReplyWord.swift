import Dunning

/// What a debtor's text asks for, where it is one of the words that everybody knows.
///
/// The English words are those that 47 CFR 64.1200(a)(10) and the carriers name. Anything longer is for a person to read.
public enum ReplyWord: Hashable, Sendable {
    /// No more messages.
    case stop
    /// Messages again.
    case start

    private static let stops: Set<String> = [
        "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT", "OPT OUT",
        "STOPP", "ARRET", "ARRÊT",
    ]
    private static let starts: Set<String> = ["START", "UNSTOP"]

    /// Reads a whole text; letters of any case, with signs and spaces around and a hyphen for a space.
    public init?(_ text: String) {
        let words = text.uppercased().split { !$0.isLetter }.joined(separator: " ")
        if ReplyWord.stops.contains(words) {
            self = .stop
        } else if ReplyWord.starts.contains(words) {
            self = .start
        } else {
            return nil
        }
    }

    /// The event that a text of a debtor is.
    static func event(from number: String, text: String) -> InboundEvent {
        switch ReplyWord(text) {
        case .stop: .optOut(channel: .sms, value: number, via: "sms")
        case .start: .optIn(channel: .sms, value: number, via: "sms")
        case nil: .message(channel: .sms, from: number, text: text)
        }
    }
}
