import Dunning

/// One thing about a question that could be otherwise.
enum Move: Hashable, Sendable {
    /// It goes to another contact point, or by another channel.
    case point(Channel, Mode?, ContactPoint?)
    /// A call or a letter in another form.
    case mode(Mode)
    /// Something more is on record.
    case fact(Fact)
    /// A contact took place.
    case contact(PastContact)
    /// A fact of the question has ended.
    case end(place: Int)
    case disclosure(DisclosureID)
    /// The text holds some words no longer.
    case text([String])
    /// The envelope shows some words no longer.
    case envelope([String])
    case noOffer
    case byHand
    case noRoute

    /// Asks the question as it would be then.
    func apply(to question: inout ContactQuestion) {
        switch self {
        case .point(let channel, let mode, let point):
            question.contact.channel = channel
            question.contact.mode = mode
            question.contact.to = point
            if channel != .letter { question.contact.envelope = nil }
        case .mode(let mode): question.contact.mode = mode
        case .fact(let fact): question.facts.append(fact)
        case .contact(let contact): question.history.append(contact)
        case .end(let place): question.end(place)
        case .disclosure(let text): question.contact.discloses = (question.contact.discloses ?? []).union([text])
        case .text(let words): question.contact.text = question.contact.text.map { Self.without(words, $0) }
        case .envelope(let words): question.contact.envelope = question.contact.envelope.map { Self.without(words, $0) }
        case .noOffer: question.contact.advertises = false
        case .byHand: question.contact.automated = false
        case .noRoute: question.contact.route = nil
        }
    }

    private static func without(_ words: [String], _ text: String) -> String {
        words.reduce(text) { text, word in text.removing(word) }
    }
}

extension String {
    /// The text without a word, whatever its case; what is left is only ever put to the gate, never sent.
    fileprivate func removing(_ word: String) -> String {
        let (text, word) = (Array(lowercased()), Array(word.lowercased()))
        guard !word.isEmpty else { return self }
        var rest: [Character] = []
        var place = 0
        while place < text.count {
            if text[place...].starts(with: word) {
                rest.append(" ")
                place += word.count
            } else {
                rest.append(text[place])
                place += 1
            }
        }
        return String(rest)
    }
}

extension ContactQuestion {
    /// Lets a fact end at the moment of the message, as the outside would tell it.
    fileprivate mutating func end(_ place: Int) {
        let now = contact.at
        switch facts[place].kind {
        case .dispute(let form, let reasoned, _):
            facts[place].kind = .dispute(form: form, reasoned: reasoned, answered: now)
        case .bankruptcy: facts[place].kind = .bankruptcy(until: now)
        case .moratorium(let name, let debts, _):
            facts[place].kind = .moratorium(name: name, debts: debts, until: now)
        case .paymentPlan: facts[place].kind = .paymentPlan(until: now)
        case .bereavement: facts[place].kind = .bereavement(until: now)
        case .hold(_, let reason): facts[place].kind = .hold(until: now, reason: reason)
        case .wish(var wish):
            wish.until = now
            facts[place].kind = .wish(wish)
        default: facts.append(Fact(at: now, .release(kind: facts[place].kind.name.rawValue)))
        }
    }
}
