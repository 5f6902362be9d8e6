import Dunning
import Pages

/// What the author wants to know of a message: counts, cost, verdict, files.
struct FactsView {
    let rendition: Rendition
    /// The address of a piece.
    let link: (String) -> String

    var html: HTML {
        let rows: [HTML] = facts.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }
        return "\(verdict)<dl class=\"facts\">\(rows)</dl>\(files)"
    }

    private var facts: [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        switch rendition.content {
        case .email(let email): facts.append(("Subject", "\(email.subject.count) characters"))
        case .sms(let text): facts.append(("Size", text.measure))
        case .voice(let call):
            facts.append(("Length", call.measure))
            if let key = call.optOutKey { facts.append(("Way out", "key \(key)")) }
        case .letter(let letter): facts.append(("Size", letter.measure))
        }
        if let cost = rendition.cost { facts.append(("Cost", "\(cost.total): \(cost.how)")) }
        facts += [("To", rendition.recipient), ("From", "\(rendition.creditor), by \(rendition.provider)")]
        let isOwn = rendition.locale == rendition.formatLocale
        facts.append(
            ("Locale", isOwn ? rendition.locale : "\(rendition.locale), money and dates \(rendition.formatLocale)")
        )
        if let variant = rendition.variant { facts.append(("Variant", variant)) }
        if !rendition.disclosures.isEmpty {
            facts.append(("Discloses", rendition.disclosures.joined(separator: ", ")))
        }
        facts += [("Date", rendition.date.words), ("Revision", String(rendition.revision.prefix(12)))]
        return facts
    }

    private var verdict: HTML? {
        guard let verdict = rendition.verdict else { return nil }
        let reasons: [HTML] = verdict.reasons.map { "<li>\($0.because)<small>\($0.source)</small></li>" }
        let word =
            verdict.isOpen ? "May go out" : verdict.earliest.map { "Waits until \($0.words)" } ?? "May not go out"
        let list: HTML? = reasons.isEmpty ? nil : "<ul>\(reasons)</ul>"
        return """
            <section class="verdict \(verdict.isOpen ? "open" : "shut")"><h4>\(word)</h4><p>\(verdict.summary)</p>\(list)</section>
            """
    }

    private var files: HTML {
        let links: [HTML] = rendition.files.map { "<a href=\"\(link($0.name))\">\($0.name)</a>" }
        return "<p class=\"files\">\(links)</p>"
    }
}

extension Instant {
    /// `2026-11-23 07:00 UTC`.
    var words: String {
        let text = description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
    }
}
