import Dunning
import Pages

/// The page on which a template is looked at; without its script it is a form with links.
struct StudioPage {
    let catalogue: Catalogue
    /// How often what is shown has changed.
    let generation: Int
    let address: StudioAddress
    let sight: Sight

    var html: HTML {
        let name = address.selection.template
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(name.isEmpty ? "Preview" : name) · Preview</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
            <script src="/studio.js" defer></script></head>
            <body class="studio" data-generation="\(generation)">
            <a class="skip" href="#stage">To the message</a>
            <header class="top"><a class="brand" href="/"><i class="bird"></i>Preview</a>\
            <p id="live" role="status"></p></header>
            <nav id="nav" aria-label="Templates"><ul>\(catalogue.templates.map(item))</ul></nav>
            <main>\(bar)<div class="desk">\(stage)\(aside)</div></main></body></html>

            """
    }

    private func item(_ entry: Catalogue.Entry) -> HTML {
        let other = address.with {
            $0.selection.template = entry.name
            $0.selection.sample = nil
            $0.selection.variant = nil
        }
        let current: HTML = entry.name == address.selection.template ? " aria-current=\"page\"" : .nothing
        let mark: HTML? = entry.isBroken ? "<b class=\"bad\" title=\"has errors\">●</b>" : nil
        return """
            <li><a href="/?\(other.query)"\(current)>\(entry.name)\(mark)<small>\(entry.title)</small></a></li>
            """
    }

    private var bar: HTML {
        let entry = catalogue.entry(address.selection.template)
        let channels = entry?.channels ?? []
        let variants: HTML? =
            entry?.variants.isEmpty == false
            ? choice(
                "variant",
                "Variant",
                [("", "as the template chooses")] + (["base"] + (entry?.variants ?? [])).map { ($0, $0) }
            )
            : nil
        let best = sight.rendition?.selection.sample.map { "best fit: \($0)" } ?? "best fit"
        return """
            <form id="bar" method="get" action="/"><input type="hidden" name="template" value="\(address.selection.template)">
            \(radios("channel", "Channel", channels.map(\.rawValue), address.selection.channel.rawValue))
            \(choice("locale", "Locale", (entry?.locales ?? []).map { ($0, $0) }))
            \(choice("sample", "Sample", [("", best)] + catalogue.samples.map { ($0.name, "\($0.name) (\($0.label))") }))
            \(variants)<label class="field" for="at"><span>Moment (UTC)</span>
            <input type="datetime-local" id="at" name="at" step="60" value="\(moment)"></label>
            \(radios("width", "Width", StudioAddress.Width.allCases.map(\.rawValue), address.width.rawValue))
            \(radios("theme", "Colours", StudioAddress.Theme.allCases.map(\.rawValue), address.theme.rawValue))
            \(overlay)<noscript><button>Show</button></noscript></form>
            """
    }

    private var overlay: HTML? {
        guard address.selection.channel == .letter else { return nil }
        let checked: HTML = address.selection.overlay ? " checked" : .nothing
        return """
            <label class="field check" for="overlay"><span>Envelope</span>\
            <span><input type="checkbox" id="overlay" name="overlay" value="on"\(checked)> window and folds</span></label>
            """
    }

    /// As the field takes it; empty = now.
    private var moment: String { address.selection.at.map { String($0.description.prefix(16)) } ?? "" }

    private func choice(_ name: String, _ label: String, _ options: [(value: String, label: String)]) -> HTML {
        let chosen: String? =
            switch name {
            case "locale": address.selection.locale
            case "sample": address.selection.sample
            default: address.selection.variant
            }
        let items: [HTML] = options.map { option in
            let selected: HTML = option.value == (chosen ?? "") ? " selected" : .nothing
            return "<option value=\"\(option.value)\"\(selected)>\(option.label)</option>"
        }
        return """
            <label class="field" for="\(name)"><span>\(label)</span><select id="\(name)" name="\(name)">\(items)</select></label>
            """
    }

    private func radios(_ name: String, _ legend: String, _ values: [String], _ chosen: String) -> HTML {
        let items: [HTML] = values.map { value in
            let checked: HTML = value == chosen ? " checked" : .nothing
            return """
                <input type="radio" id="\(name)-\(value)" name="\(name)" value="\(value)"\(checked)>\
                <label for="\(name)-\(value)">\(value)</label>
                """
        }
        return "<fieldset class=\"switch \(name)\"><legend>\(legend)</legend>\(items)</fieldset>"
    }

    private var stage: HTML {
        let errors = sight.problems.filter(\.isError)
        let heading: HTML? =
            errors.isEmpty ? nil : "<h2>\(errors.count == 1 ? "One error" : "\(errors.count) errors")</h2>"
        let shown: HTML =
            if let rendition = sight.rendition {
                MessageView(rendition: rendition, link: link).html
            } else {
                errors.isEmpty ? "<p class=\"hint\">Nothing to show.</p>" : .nothing
            }
        let note: HTML? =
            sight.isStale && sight.rendition != nil
            ? "<p class=\"hint\">Below: as it was before the error.</p>" : nil
        let look: HTML =
            "look \(address.selection.channel.rawValue) is-\(address.width.rawValue) is-\(address.theme.rawValue)"
        return """
            <section id="stage" tabindex="-1" aria-label="The message">\
            <div class="errors" role="alert">\(heading)\(ProblemView(problems: errors).html)\(note)</div>
            <div class="\(look)\(sight.isStale ? " stale" : .nothing as HTML)">\(shown)</div></section>
            """
    }

    private var aside: HTML {
        let warnings = sight.problems.filter { !$0.isError }
        let list: HTML? = warnings.isEmpty ? nil : "<h4>Warnings</h4>\(ProblemView(problems: warnings).html)"
        let facts = sight.rendition.map { FactsView(rendition: $0, link: link).html }
        return "<aside id=\"facts\"\(sight.isStale ? " class=\"stale\"" : .nothing as HTML)>\(facts)\(list)</aside>"
    }

    /// Pieces are asked for anew where the files have changed.
    private func link(_ piece: String) -> String { "/piece/\(piece)?\(address.query)&reading=\(sight.reading)" }
}
