import Dunning
import Testing

@testable import Templates

struct VariantMistakeTests {
    private static let head = "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"email\", \"sms\"]\n"

    private static func complaints(_ manifest: String, _ more: [String: String] = [:]) -> [String] {
        var changes = ["reminder/@firm/de/sms.txt.mustache": "Firm: {{amountDue}}"]
        changes.merge(more) { $1 }
        changes["reminder/template.toml"] = head + manifest
        return Sample.complaints(Sample.files(changes.filter { $0.value != "-" }))
    }

    private static func firm(_ when: String) -> String { "[[variant]]\nname = \"firm\"\nwhen = { \(when) }\n" }

    /// What stands in `when`, and the complaint behind the place.
    @Test(arguments: [
        ("levle = 2", "6:10: error: variant[0].when.levle: unknown key; did you mean `level`?"),
        (
            "level = \"many\"",
            "6:18: error: variant[0].when.level: `many` is no range of numbers; write a number, `>= 3`, `< 30` or `30..90`"
        ),
        ("level = 100", "6:18: error: variant[0].when.level: `100` can never be true; turn its ends, or widen it"),
        (
            "level = \"3..1\"",
            "6:18: error: variant[0].when.level: `3..1` can never be true; turn its ends, or widen it"
        ),
        ("level = []", "6:18: error: variant[0].when.level: no value is named; name one, or leave the key out"),
        (
            "risk = \"> 100\"",
            "6:17: error: variant[0].when.risk: `> 100` can never be true; turn its ends, or widen it"
        ),
        (
            "amount = \">= 500\"",
            "6:19: error: variant[0].when.amount: `>= 500` has no currency; write an amount with its currency: `>= 500 EUR`, `100..499.99 EUR`"
        ),
        (
            "amount = \">= 5.123 EUR\"",
            "6:19: error: variant[0].when.amount: `>= 5.123 EUR` is no range of amounts; write an amount with its currency: `>= 500 EUR`, `100..499.99 EUR`"
        ),
        (
            "amount = \"EUR\"",
            "6:19: error: variant[0].when.amount: `EUR` has no currency; write an amount with its currency: `>= 500 EUR`, `100..499.99 EUR`"
        ),
        (
            "kind = \"consumers\"",
            "6:17: error: variant[0].when.kind: `consumers` is not known here; did you mean `consumer`?"
        ),
        (
            "segment = \"gold star\"",
            "6:20: error: variant[0].when.segment: `gold star` is no segment; use letters, digits, `.`, `_`, `-`, `:`"
        ),
        (
            "locale = \"german\"",
            "6:19: error: variant[0].when.locale: `german` is no locale; write one such as `de` or `de-AT`"
        ),
        (
            "jurisdiction = \"Germany\"",
            "6:25: error: variant[0].when.jurisdiction: `Germany` is no country or region; write `DE`, or ISO 3166-2 such as `US-CA`"
        ),
        (
            "channel = [\"sms\", \"fax\"]",
            "6:28: error: variant[0].when.channel[1]: `fax` is not known here; write one of `email`, `sms`, `voice`, `letter`"
        ),
        (
            "",
            "6:8: error: variant[0].when: no condition is named; name one of level, amount, days_overdue, kind, segment, risk, locale, jurisdiction, channel"
        ),
    ])
    func `a wrong condition is named with its place and its mend`(when: String, complaint: String) {
        #expect(Self.complaints(Self.firm(when)) == ["templates/reminder/template.toml:" + complaint])
    }

    @Test func `variants and folders must know each other`() {
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@frim/de/sms.txt.mustache": "x"]) == [
                "templates/reminder/@frim: error: no variant is called `frim`; did you mean `@firm`?"
            ]
        )
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@firm/de/sms.txt.mustache": "-"]) == [
                "templates/reminder/template.toml:5:8: error: variant `firm` has no texts; "
                    + "add files that differ from the template's, such as templates/reminder/@firm/de/sms.txt.mustache"
            ]
        )
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@firm/fr/sms.txt.mustache": "x"]) == [
                "templates/reminder/@firm/fr: error: the template has no texts in `fr`; add templates/reminder/fr first"
            ]
        )
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@firm/sms.txt.mustache": "x"]) == [
                "templates/reminder/@firm/sms.txt.mustache: error: `sms.txt.mustache` is no locale; "
                    + "name the folder after a locale such as `de` or `de-AT`"
            ]
        )
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@/de/sms.txt.mustache": "x"]) == [
                "templates/reminder/@/de/sms.txt.mustache: error: `@` is no variant's folder; "
                    + "call it `@` and the variant's name"
            ]
        )
    }

    @Test func `a variant's texts are checked like any other`() {
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@firm/de/sms.txt.mustache": "{{debtor.nmae}}"]) == [
                "templates/reminder/@firm/de/sms.txt.mustache:1:1: error: no field is called `debtor.nmae`; "
                    + "did you mean `debtor.name`?"
            ]
        )
        #expect(
            Self.complaints(Self.firm("level = 2"), ["reminder/@firm/de/email.txt.mustache": "x"]) == [
                "templates/reminder/@firm/de: error: `email.txt` stands beside the template's own `email.html`; "
                    + "add `email.html` as well"
            ]
        )
    }

    @Test(arguments: [
        ("level = \">= 2\"", "level = 3", true), ("level = \">= 2\"", "level = \"1..3\"", false),
        ("level = \"1..3\"", "level = [1, 2, 3]", true), ("level = [1, 3]", "level = \"1..3\"", false),
        ("level = \">= 2\"", "level = 3, kind = \"business\"", true),
        ("level = \">= 2\", kind = \"business\"", "level = 3", false),
        ("amount = \">= 500 EUR\"", "amount = \">= 1000 EUR\"", true),
        ("amount = \">= 500 EUR\"", "amount = [\">= 1000 EUR\", \">= 1000 CHF\"]", false),
        ("locale = \"de\"", "locale = \"de-AT\"", true), ("locale = \"de-AT\"", "locale = \"de\"", false),
        ("jurisdiction = \"DE\"", "jurisdiction = [\"DE-NW\", \"DE-BY\"]", true),
        ("jurisdiction = \"DE-NW\"", "jurisdiction = \"DE\"", false),
        ("segment = [\"gold\", \"silver\"]", "segment = \"silver\"", true),
        ("risk = \">= 50\"", "risk = \"50..100\"", true),
        ("days_overdue = \"< 30\"", "days_overdue = \"<= 30\"", false),
    ])
    func `a variant that an earlier one leaves nothing is refused`(first: String, second: String, isRefused: Bool) {
        let manifest = Self.firm(first) + "[[variant]]\nname = \"late\"\nwhen = { \(second) }\n"
        let found = Self.complaints(manifest, ["reminder/@late/de/sms.txt.mustache": "x"])
        let refusal =
            "templates/reminder/template.toml:8:8: error: variant `late` is never chosen: `firm` takes all of "
            + "its messages first; put it in front of `firm`, or narrow the conditions of `firm`"
        #expect(found == (isRefused ? [refusal] : []))
    }

    @Test func `an earlier variant leaves what it has no texts for`() {
        let manifest = Self.firm("level = 2") + "[[variant]]\nname = \"late\"\nwhen = { level = 2 }\n"
        #expect(Self.complaints(manifest, ["reminder/@late/de/email.subject.mustache": "x"]) == [])
    }

    @Test func `a variant whose texts its conditions never ask for is refused`() {
        #expect(
            Self.complaints(Self.firm("channel = \"email\"")) == [
                "templates/reminder/template.toml:5:8: error: variant `firm` is never chosen: its texts are for sms in de; "
                    + "add texts for what its conditions ask for, or widen `channel` and `locale`"
            ]
        )
    }

    @Test func `languages that a variant leaves out are told`() {
        let french = [
            "reminder/fr/sms.txt.mustache": "x", "reminder/fr/email.subject.mustache": "x",
            "reminder/fr/email.txt.mustache": "x",
        ]
        #expect(
            Self.complaints(Self.firm("level = 2"), french) == [
                "templates/reminder/template.toml:5:8: warning: variant `firm` has no text of its own for sms in fr; "
                    + "the next one is taken there; add templates/reminder/@firm/fr, or name the languages in `locale`"
            ]
        )
        #expect(Self.complaints(Self.firm("level = 2, locale = \"de\""), french) == [])
    }

    /// What stands behind the head, and the complaints.
    @Test(arguments: [
        (
            "[[variant]]\nname = \"firm\"\n",
            "5:8: error: variant[0].name: variant `firm` is never chosen; add `when = { … }`, or make it an arm of an [[experiment]]"
        ),
        (
            "[[variant]]\nname = \"base\"\nwhen = { level = 2 }\n",
            "5:8: error: variant[0].name: `base` is no name for a variant; `base` is the template's own text"
        ),
        (
            "[[variant]]\nname = \"firm\"\n[[experiment]]\nname = \"t\"\nweights = { firm = 1 }\n",
            "8:11: error: experiment[0].weights: an experiment has at least two arms; write `weights = { base = 50, firm = 50 }`"
        ),
        (
            "[[variant]]\nname = \"firm\"\n[[experiment]]\nname = \"t\"\nweights = { base = 0, firm = 0 }\n",
            "8:11: error: experiment[0].weights: no arm has any weight; give one at least 1"
        ),
        (
            "[[variant]]\nname = \"firm\"\n[[experiment]]\nname = \"t\"\nweights = { base = 1, frim = 1, firm = 1 }\n",
            "8:30: error: experiment[0].weights.frim: there is no variant `frim`; did you mean `firm`?"
        ),
        (
            "[[variant]]\nname = \"firm\"\nwhen = { level = 2 }\n[[experiment]]\nname = \"t\"\nweights = { base = 1, firm = 1 }\n",
            "9:30: error: experiment[0].weights.firm: variant `firm` has conditions of its own; move its `when` to the experiment, or take it out of `weights`"
        ),
        (
            "[[variant]]\nname = \"firm\"\nwhen = { level = 2 }\n[[variant]]\nname = \"firm\"\nwhen = { level = 3 }\n",
            "8:8: error: variant[1].name: there is another variant `firm`; give each its own name"
        ),
    ])
    func `a wrong variant or experiment is named`(manifest: String, complaint: String) {
        #expect(Self.complaints(manifest) == ["templates/reminder/template.toml:" + complaint])
    }

    @Test func `an experiment behind one that takes all is refused`() {
        let manifest = """
            [[variant]]
            name = "firm"
            [[experiment]]
            name = "one"
            weights = { base = 1, firm = 1 }
            [[experiment]]
            name = "two"
            when = { level = 2 }
            weights = { base = 1, firm = 1 }
            """
        #expect(
            Self.complaints(manifest) == [
                "templates/reminder/template.toml:10:8: error: experiment `two` never begins: `one` takes all of its "
                    + "messages first; give them conditions that differ, or remove one"
            ]
        )
    }
}
