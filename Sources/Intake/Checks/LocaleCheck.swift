import Dunning
import Foundation

/// The locale is a BCP 47 tag of a language that Foundation can write, and of a country.
struct LocaleCheck: ActionCheck {
    private static let languages = Set(
        Locale.availableIdentifiers.map { $0.prefix { $0 != "_" && $0 != "-" } }.map(String.init)
    )

    func remarks(on action: Spot) -> [Remark] {
        guard let locale = action["debtor"]?["locale"], let tag = locale.text, !Self.isKnown(tag) else { return [] }
        return [locale.error("locale \(quoted(tag)) is not known", mend: mend(for: tag))]
    }

    /// A language, perhaps a script, perhaps a country: `de`, `de-CH`, `zh-Hant-TW`.
    static func isKnown(_ tag: String) -> Bool {
        var parts = tag.split(separator: "-", omittingEmptySubsequences: false).map(String.init)[...]
        guard let language = parts.popFirst(), languages.contains(language), language.isLetters(2...3, "a"..."z") else {
            return false
        }
        if let script = parts.first, script.utf8.count == 4 {
            guard script.prefix(1).description.isLetters(1...1, "A"..."Z"),
                script.dropFirst().description.isLetters(3...3, "a"..."z")
            else { return false }
            parts = parts.dropFirst()
        }
        guard let region = parts.popFirst() else { return true }
        return parts.isEmpty && Countries.contains(region)
    }

    private func mend(for tag: String) -> String {
        let swapped = tag.replacing("_", with: "-")
        let parts = swapped.split(separator: "-")
        if parts.count == 2 {
            let right = "\(parts[0].lowercased())-\(parts[1].uppercased())"
            if Self.isKnown(right) { return "write `\(right)`" }
        }
        return "write a BCP 47 tag such as `de-DE`"
    }
}

extension String {
    fileprivate func isLetters(_ count: ClosedRange<Int>, _ range: ClosedRange<Unicode.Scalar>) -> Bool {
        count.contains(unicodeScalars.count) && unicodeScalars.allSatisfy(range.contains)
    }
}
