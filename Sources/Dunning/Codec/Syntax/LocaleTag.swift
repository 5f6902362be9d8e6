import Foundation

/// BCP 47 tags of languages that Foundation can write, and of countries.
public enum LocaleTag {
    private static let languages = Set(
        Locale.availableIdentifiers.map { String($0.prefix { $0 != "_" && $0 != "-" }) }
    )

    /// A language, perhaps a script, perhaps a country: `de`, `de-CH`, `zh-Hant-TW`.
    public static func isKnown(_ tag: String) -> Bool {
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

    /// What to write in place of a tag that is not known.
    public static func mend(for tag: String) -> String {
        let parts = tag.split { $0 == "-" || $0 == "_" }
        if parts.count == 2 {
            let right = "\(parts[0].lowercased())-\(parts[1].uppercased())"
            if isKnown(right) { return "write `\(right)`" }
        }
        return "write a BCP 47 tag such as `de-DE`"
    }
}

extension String {
    fileprivate func isLetters(_ count: ClosedRange<Int>, _ range: ClosedRange<Unicode.Scalar>) -> Bool {
        count.contains(unicodeScalars.count) && unicodeScalars.allSatisfy(range.contains)
    }
}
