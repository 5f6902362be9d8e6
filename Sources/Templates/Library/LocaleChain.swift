import Synchronization

/// The locales that are tried for a message, the best first.
struct LocaleChain: Hashable, Sendable {
    /// One locale to try, and the locale whose money and dates go with it.
    struct Link: Hashable, Sendable {
        /// What a folder would be called: `de-AT`, then `de`.
        let folder: String
        /// The locale that was asked for: `de-AT` for both.
        let format: String
        /// The folder's locale and the wider ones of its language.
        let widening: [String]

        init(folder: String, format: String) {
            self.folder = folder
            self.format = format
            widening = LocaleChain.widening(folder)
        }
    }

    let links: [Link]

    /// `de-AT → de →` the creditor's default; a demanded language leaves only locales of that language.
    init(debtor: String?, creditor: String, demanded: String? = nil) {
        var links: [Link] = []
        for locale in [debtor, creditor].compactMap({ $0 }) {
            for folder in LocaleChain.widening(locale) where !links.contains(where: { $0.folder == folder }) {
                links.append(Link(folder: folder, format: locale))
            }
        }
        if let demanded {
            let language = LocaleChain.language(of: demanded)
            links = links.filter { LocaleChain.language(of: $0.folder) == language }
            if !links.contains(where: { $0.folder == language }) {
                links += LocaleChain.widening(demanded).map { Link(folder: $0, format: demanded) }
            }
        }
        self.links = links
    }

    /// A locale and the wider ones: `zh-Hant-TW`, `zh-Hant`, `zh`.
    static func widening(_ locale: String) -> [String] {
        var subtags = normal(locale).split(separator: "-")
        var result: [String] = []
        while !subtags.isEmpty {
            result.append(subtags.joined(separator: "-"))
            subtags.removeLast()
            // A single letter only announces what follows it.
            if subtags.last?.count == 1 { subtags.removeLast() }
        }
        return result
    }

    /// The language alone, such as `de`.
    static func language(of locale: String) -> String {
        normal(locale).split(separator: "-").first.map(String.init) ?? ""
    }

    /// Language small, script with a capital, region in capitals, as BCP 47 likes them.
    static func normal(_ locale: String) -> String {
        locale.replacing("_", with: "-").split(separator: "-").enumerated().map { index, subtag in
            switch (index, subtag.count) {
            case (0, _): subtag.lowercased()
            case (_, 2): subtag.uppercased()
            case (_, 4): subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased()
            default: subtag.lowercased()
            }
        }.joined(separator: "-")
    }

    /// Whether a text is spelt like a locale: a language of two or three letters, then subtags.
    static func isSpeltRight(_ locale: String) -> Bool {
        let subtags = locale.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = subtags.first, (2...3).contains(first.count), first.allSatisfy({ $0.isASCII && $0.isLetter })
        else { return false }
        return subtags.dropFirst().allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
    }
}

/// The chains that were asked for: making one costs as much as composing a text message.
final class LocaleChains: Sendable {
    private struct Key: Hashable {
        let debtor: String?
        let creditor: String
        let demanded: String?
    }

    /// Locales come from outside; nobody may fill the memory with them.
    private static let limit = 1_024

    private let chains = Mutex<[Key: LocaleChain]>([:])

    func chain(debtor: String?, creditor: String, demanded: String?) -> LocaleChain {
        let key = Key(debtor: debtor, creditor: creditor, demanded: demanded)
        if let known = chains.withLock({ $0[key] }) { return known }
        let new = LocaleChain(debtor: debtor, creditor: creditor, demanded: demanded)
        chains.withLock { chains in
            if chains.count >= Self.limit { chains = [:] }
            chains[key] = new
        }
        return new
    }
}
