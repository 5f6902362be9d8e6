import Dunning

/// What a rule says, in words for people who read no pack files.
struct RuleWords {
    /// What it does, sentence by sentence.
    var sentences: [String]
    /// For hours: the days, and the hours of each.
    var hours: [Facet] = []
    /// Its parts, for comparing it with another one; only parts that say something.
    var facets: [Facet]
}

/// One part of a rule with its name: "limit", "3".
struct Facet: Hashable {
    let name: String
    let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}

/// A kind of rule that can be put into words.
protocol Speaking: RuleBody {
    /// What it says.
    var spoken: RuleWords { get }
}

extension Rule {
    /// What it says, with whom it binds and what lifts it.
    var words: RuleWords {
        var words = (body as? any Speaking)?.spoken ?? RuleWords(sentences: [], facets: [])
        if let relying = scope.relying {
            words.sentences.append("Asked only where this is on record: \(relying.words).")
            words.facets.append(Facet("relying on", relying.words))
        }
        if !lifts.isEmpty {
            words.sentences.append("Lifted by \(lifts.map(\.sentence).joined(separator: ", or by ")).")
            words.facets += lifts.map { Facet("lifted by", $0.sentence) }
        }
        words.sentences += scope.sentences
        if body is any Breakable, (body as? any Breakable)?.readsTheClock ?? false {
            words.sentences.append("Clock: \(zones.sentence).")
        }
        words.facets += scope.facets + [Facet("clock", zones.sentence)]
        return words
    }
}

extension ZoneChoice {
    /// Whose clock counts, in words.
    var sentence: String {
        switch self {
        case .allIndicated: "every zone that address and numbers point to, unless it is known where the debtor is"
        case .address: "the zone of the address, or where the debtor is known to be"
        case .areaCode: "the number's zone, as far as the address does not say otherwise"
        case .billingAddress: "the zone of the address, even where the debtor is known to be elsewhere"
        case .fixed(let zones): "always \(zones.map(\.name).joined(separator: ", "))"
        }
    }
}

extension Swift.Sequence<String> {
    /// "a, b and c".
    func joined(last: String) -> String {
        let all = Array(self)
        guard all.count > 1, let end = all.last else { return all.first ?? "" }
        return all.dropLast().joined(separator: ", ") + " \(last) " + end
    }
}
