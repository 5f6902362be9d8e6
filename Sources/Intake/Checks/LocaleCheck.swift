import Dunning

/// The locale is a BCP 47 tag of a language that Foundation can write, and of a country.
struct LocaleCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        guard let locale = action["debtor"]?["locale"], let tag = locale.text, !LocaleTag.isKnown(tag) else {
            return []
        }
        return [locale.error("locale \(quoted(tag)) is not known", mend: LocaleTag.mend(for: tag))]
    }
}
