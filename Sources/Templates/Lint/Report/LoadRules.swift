import Dunning

/// The names of what loading finds: such mistakes stop `dunlin run` as well, and none of them can be allowed.
enum LoadRules {
    static let syntax = LintRule(
        "syntax",
        title: "A tag cannot be read.",
        why: "Nobody can tell what the message would say.",
        source: "the Mustache specification, version 1.4",
        bad: "{{#payment.link}}Pay: {{payment.link",
        good: "{{#payment.link}}Pay: {{payment.link}}{{/payment.link}}"
    )

    static let manifest = LintRule(
        "manifest",
        title: "`template.toml` has a mistake.",
        why: "What the template is for would not be known.",
        bad: "purpose = \"remind\"",
        good: "purpose = \"reminder\""
    )

    static let folder = LintRule(
        "folder",
        title: "A file is missing, misnamed, or not what it should be.",
        why: "A channel, a locale or a disclosure would be without its text.",
        bad: "de/sms.mustache",
        good: "de/sms.txt.mustache"
    )

    static let unknownField = LintRule(
        "field.unknown",
        title: "No field has this name.",
        why: "It would never have a value, and no message would go out.",
        bad: "{{debtor.nmae}}",
        good: "{{debtor.name}}"
    )

    static let undeclaredField = LintRule(
        "field.undeclared",
        title: "A field of the engine's own is not declared.",
        why: "Nobody but the template can say which of them there are, so a misspelt one would not be found.",
        bad: "{{data.contract}} without `data.contract` in template.toml",
        good: "optional = [\"data.contract\"]"
    )

    static let kind = LintRule(
        "field.kind",
        title: "A field is shown that is a list, a group, or true or false.",
        why: "There is nothing to show.",
        bad: "{{isBusiness}}",
        good: "{{#isBusiness}}…{{/isBusiness}}"
    )

    static let partial = LintRule(
        "partial",
        title: "A partial does not exist, calls itself, or is called without end.",
        why: "The message could not be composed.",
        bad: "{{>mail/foter}}",
        good: "{{>mail/footer}}"
    )

    static let element = LintRule(
        "markup.element",
        title: "The channel does not understand an element.",
        why: "A voice would stop or read the markup aloud; a letter could not be printed.",
        source: "W3C SSML 1.1 as the voice providers support it; the markup of letters",
        bad: "<div> in letter.html",
        good: "<p>"
    )

    static let subjectLines = LintRule(
        "subject.lines",
        title: "A subject has more than one line.",
        why: "A header is one line.",
        source: "RFC 5322, section 2.2",
        bad: "two lines in email.subject.mustache",
        good: "one"
    )

    static let escaping = LintRule(
        "markup.value",
        title: "A value stands where escaping does not make it harmless.",
        why: "A debtor's name could become a script, a style or an address.",
        source: "OWASP Cross Site Scripting Prevention Cheat Sheet",
        bad: "<p style=\"color:{{data.colour}}\">, {{{debtor.name}}}",
        good: "values in text and in quoted attributes"
    )

    static let all = [
        syntax, manifest, folder, unknownField, undeclaredField, kind, partial, element, subjectLines, escaping,
    ]

    /// The rule of a mistake that loading gave none.
    static func rule(of place: Place) -> String {
        if place.file?.hasSuffix(".toml") == true { return manifest.id }
        return place.line == nil ? folder.id : syntax.id
    }
}
