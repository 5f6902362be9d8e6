import Dunning

extension HistoryFilter {
    /// Which past contacts are counted: "calls and texts about the same debt".
    var words: String {
        var words = ["\(noun) \(keyWords)"]
        if let channel { words.append(channel == .same ? "by the same channel" : "by another channel") }
        for dimension in ContactTraits.dimensions {
            if let text = traits.words(of: dimension) { words.append(text) }
        }
        return words.joined(separator: "; ")
    }

    private var noun: String {
        let channels = Channel.allCases.filter { traits.contains(.channel($0)) }
        let names = channels.map { $0 == .email ? "emails" : plainName($0.rawValue) }
        let plain = channels.count == Channel.allCases.count ? "contacts" : names.joined(last: "and")
        let isOut = traits.contains(.direction(.out))
        let isIn = traits.contains(.direction(.in))
        return isOut && isIn ? "\(plain) in either direction" : isIn ? "\(plain) from the debtor" : plain
    }

    private var keyWords: String {
        switch key {
        case .debt: "about the same debt"
        case .account: "about debts of the same account"
        case .group: "about debts of the same group"
        case .debtor: "to the same debtor"
        case .creditor: "for the same creditor"
        case .point: "to the same contact point"
        case .use: "to contact points of the same use"
        case .particularDebt: "about the same debt, student loans together"
        }
    }
}

extension ContactTraits {
    /// What is counted or left out of one kind of trait; nil where all is counted, or the noun says it.
    fileprivate func words(of dimension: TraitDimension<ContactTraits>) -> String? {
        guard !["channels", "directions"].contains(dimension.name), !isSuperset(of: dimension.all) else { return nil }
        switch dimension.name {
        case "message_possible": return "only where a message was or could be left"
        case "replies": return "answers to the debtor left out"
        default: break
        }
        let taken = dimension.values.filter { isSuperset(of: $0.traits) && $0.name != "none" }.map(\.name)
        let missing = dimension.values.filter { !isSuperset(of: $0.traits) && $0.name != "none" }.map(\.name)
        return taken.count <= missing.count
            ? "\(dimension.name): \(taken.map(plainName).joined(last: "and"))"
            : "\(dimension.name): all but \(missing.map(plainName).joined(last: "and"))"
    }
}

extension Evidence {
    /// What it is and for how long it counts: "consent to more calls (for 7 days)".
    var sentence: String {
        guard let days else { return words }
        return "\(words) (counts for \(days) \(days == 1 ? "day" : "days"))"
    }

    /// Exactly what has to be on record.
    var detail: String {
        switch kind {
        case .consent(let scopes, let form):
            let names = scopes.map(\.rawValue).sorted().joined(last: "or")
            return "a\(form.map { " \($0.rawValue)" } ?? "") consent to \(names)"
        case .fact(let filter): return filter.words
        case .fromDebtor: return "a message of the debtor on this channel from this point"
        case .contact(let filter): return filter.words
        }
    }
}
