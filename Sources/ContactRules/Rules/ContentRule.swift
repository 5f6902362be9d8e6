import Dunning

/// A form or a wording that is not allowed.
///
/// Without words the whole scope is barred (a postcard). With words the text, or what the envelope shows, must hold none
/// of them; they are looked for as whole words, whatever their case.
struct ContentRule: RuleBody {
    /// Where the words are looked for.
    enum Part: String, CaseIterable, Hashable, Sendable { case text, envelope }

    var part = Part.text
    /// Small letters.
    var words: [String]
    /// In words, for explanations: "postcards are barred".
    var reason: String

    func answer(_ inquiry: Inquiry, at _: Int64, zones _: [Zone]) -> Answer {
        guard !words.isEmpty else { return Answer(.closed, .message(reason)) }
        let contact = inquiry.question.contact
        guard let text = part == .text ? contact.text : contact.envelope else { return .clear }
        let plain = ContentRule.spaced(text)
        guard let word = words.first(where: { plain.contains(ContentRule.spaced($0)) }) else { return .clear }
        return Answer(.closed, .message("\(reason): `\(word)`"))
    }

    /// The words of the rule that a text holds, in the order of the rule.
    func words(in text: String) -> [String] {
        let plain = ContentRule.spaced(text)
        return words.filter { plain.contains(ContentRule.spaced($0)) }
    }

    /// The text in small letters with one space around every word; signs of currency are words of their own.
    private static func spaced(_ text: String) -> String {
        var result = " "
        for character in text.lowercased() {
            if character.isCurrencySymbol {
                result += result.hasSuffix(" ") ? "\(character) " : " \(character) "
            } else if character.isLetter || character.isNumber {
                result.append(character)
            } else if !result.hasSuffix(" ") {
                result += " "
            }
        }
        return result.hasSuffix(" ") ? result : result + " "
    }
}
