import Dunning
import Testing

@testable import Templates

struct VariantTests {
    /// The sample's folder with a variant `firm` for text messages and these lines in template.toml.
    private static func files(_ manifest: String, _ more: [String: String] = [:]) -> [SourceFile] {
        var changes = [
            "reminder/template.toml": """
            title = "Reminder"
            purpose = "reminder"
            channels = ["email", "sms"]

            """ + manifest,
            "reminder/@firm/de/sms.txt.mustache": "Firm: {{amountDue}}",
        ]
        changes.merge(more) { $1 }
        return Sample.files(changes.filter { $0.value != "-" })
    }

    private static func firm(_ when: String) -> String { "[[variant]]\nname = \"firm\"\nwhen = { \(when) }\n" }

    private static func library(_ files: [SourceFile]) throws -> TemplateLibrary {
        let (library, diagnostics) = TemplateLibrary.load(files: files)
        return try #require(library, "\(diagnostics.map(\.description))")
    }

    private static var gold: Action {
        var action = Sample.action(locale: "de-AT")
        action.debtor.segment = Segment(trusted: "gold")
        action.debtor.risk = 70
        return action
    }

    /// Level 2, 1234.50 EUR, 17 days overdue, consumer, gold, risk 70, de-AT, DE-NW, on sms.
    @Test(arguments: [
        ("level = 2", true), ("level = \">= 2\"", true), ("level = \"> 2\"", false), ("level = [1, 2]", true),
        ("level = \"<= 2\"", true), ("level = \"< 2\"", false),
        ("amount = \">= 1234.50 EUR\"", true), ("amount = \"> 1234.50 EUR\"", false),
        ("amount = \">= 1 CHF\"", false), ("amount = [\"< 5 USD\", \"1000..1500 EUR\"]", true),
        ("amount = \">= 1234.51 EUR\"", false), ("amount = \"< 10000 JPY\"", false),
        ("days_overdue = \"17..17\"", true), ("days_overdue = \"0..16\"", false), ("days_overdue = 17", true),
        ("kind = \"consumer\"", true), ("kind = \"business\"", false), ("kind = [\"business\", \"consumer\"]", true),
        ("segment = \"gold\"", true), ("segment = [\"silver\"]", false),
        ("risk = \">= 70\"", true), ("risk = \"0..69\"", false),
        ("locale = \"de\"", true), ("locale = \"de-AT\"", true), ("locale = \"de-DE\"", false),
        ("locale = [\"fr\", \"de\"]", true), ("locale = \"fr\"", false),
        ("jurisdiction = \"DE\"", true), ("jurisdiction = \"DE-NW\"", true), ("jurisdiction = \"DE-BY\"", false),
        ("jurisdiction = [\"AT\", \"CH\"]", false),
        ("channel = \"sms\"", true), ("channel = [\"sms\", \"email\"]", true),
        ("level = 2, kind = \"consumer\", risk = \">= 70\"", true), ("level = 2, kind = \"business\"", false),
    ])
    func `a variant is used where all its conditions hold`(when: String, isUsed: Bool) throws {
        let more =
            when.contains("locale")
            ? ["reminder/fr/sms.txt.mustache": "x", "reminder/@firm/fr/sms.txt.mustache": "y"] : [:]
        let files = Self.files(Self.firm(when), more)
        // What can never be chosen is refused, so a condition that nobody meets here is tried by itself.
        let (library, _) = TemplateLibrary.load(
            files: more.isEmpty ? files : files.filter { !$0.path.contains("/fr/") }
        )
        guard let library else {
            #expect(!isUsed)
            return
        }
        let made = try library.compose(Sample.request(.sms, action: Self.gold))
        let words = try #require(made.variant)
        #expect(words.variant == (isUsed ? VariantID(trusted: "firm") : nil))
        guard case .sms(let sms) = made.content else { return #expect(Bool(false)) }
        #expect(sms.text.hasPrefix("Firm") == isUsed)
        if case .conditions(let said) = words.reason {
            #expect(isUsed && said.count == when.split(separator: " = ").count - 1)
        } else {
            #expect(words.reason == .none && !isUsed)
        }
    }

    @Test(arguments: ["segment = \"gold\"", "risk = \">= 0\""])
    func `who has no segment and no score is in none`(when: String) throws {
        let made = try Self.library(Self.files(Self.firm(when))).compose(Sample.request(.sms))
        #expect(made.variant?.variant == nil)
        #expect(made.variant?.reason == VariantChoice.Reason.none)
    }

    @Test func `the first variant whose conditions hold wins`() throws {
        let manifest = """
            [[variant]]
            name = "firm"
            when = { level = ">= 3" }
            [[variant]]
            name = "second"
            when = { level = ">= 2" }
            [[variant]]
            name = "third"
            when = { level = ">= 1" }
            """
        let files = Self.files(
            manifest,
            ["reminder/@second/de/sms.txt.mustache": "2", "reminder/@third/de/sms.txt.mustache": "3"]
        )
        let made = try Self.library(files).compose(Sample.request(.sms))
        #expect(made.variant?.variant == VariantID(trusted: "second"))
        #expect(made.variant?.reason == .conditions(["level >= 2"]))
        #expect(
            made.variant?.json.canonical == #"{"because":"conditions","conditions":["level >= 2"],"name":"second"}"#
        )
    }

    @Test func `a variant without a text of its own on the channel is passed over`() throws {
        let library = try Self.library(Self.files(Self.firm("level = 2")))
        let made = try library.compose(Sample.request(.email))
        #expect(made.variant?.variant == nil)
        guard case .email(let email) = made.content else { return #expect(Bool(false)) }
        #expect(email.subject == "Hallo Jana Beispiel")
    }

    @Test func `a region takes what it lacks from the variant first, and a variant's HTML brings its own text`() throws
    {
        let library = try Self.library(
            Self.files(
                Self.firm("level = 2"),
                [
                    "reminder/de-AT/sms.txt.mustache": "Servus",
                    "reminder/de/email.txt.mustache": "soft words",
                    "reminder/@firm/de/email.html.mustache": "<html><body><p>Firm {{debtor.name}}</p></body></html>",
                ]
            )
        )
        let sms = try library.compose(Sample.request(.sms, action: Self.gold))
        guard case .sms(let text) = sms.content else { return #expect(Bool(false)) }
        #expect(text.text.hasPrefix("Firm") && sms.locale == "de-AT")
        let mail = try library.compose(Sample.request(.email, action: Self.gold))
        guard case .email(let email) = mail.content else { return #expect(Bool(false)) }
        #expect(email.text.contains("Firm Jana Beispiel") && email.subject == "Hallo Jana Beispiel")
    }

    @Test func `a preview may ask for any variant, and for the template's own text`() throws {
        let library = try Self.library(Self.files(Self.firm("level = 9")))
        var request = Sample.request(.sms)
        request.variant = VariantID(trusted: "firm")
        let firm = try library.compose(request)
        #expect(firm.variant == VariantChoice(variant: VariantID(trusted: "firm"), reason: .asked))
        guard case .sms(let sms) = firm.content else { return #expect(Bool(false)) }
        #expect(sms.text.hasPrefix("Firm"))
        request.variant = VariantID(trusted: "base")
        #expect(try library.compose(request).variant == VariantChoice(variant: nil, reason: .asked))
        request.variant = VariantID(trusted: "frim")
        let id = TemplateID(trusted: "reminder")
        #expect(throws: CompositionError.noVariant(id, VariantID(trusted: "frim"), nearest: "firm")) {
            try library.compose(request)
        }
    }

    @Test func `a template without variants says nothing of them`() throws {
        #expect(try Self.library(Sample.files()).compose(Sample.request(.sms)).variant == nil)
    }

    private static let trial = """
        [[variant]]
        name = "firm"
        [[experiment]]
        name = "tone"
        when = { channel = "sms", level = ">= 2" }
        weights = { base = 1, firm = 3 }
        """

    @Test func `an experiment draws among its arms, and says so`() throws {
        let library = try Self.library(Self.files(Self.trial))
        var seen: [VariantID?: Int] = [:]
        for number in 0..<200 {
            var action = Sample.action()
            action.debtor.id = DebtorID(trusted: "P\(number)")
            let made = try library.compose(Sample.request(.sms, action: action))
            let again = try library.compose(Sample.request(.sms, action: action))
            #expect(made == again)
            #expect(made.variant?.reason == .lot(ExperimentID(trusted: "tone"), weights: ["base": 1, "firm": 3]))
            seen[made.variant?.variant, default: 0] += 1
        }
        #expect(seen.count == 2 && seen[nil, default: 0] < seen[VariantID(trusted: "firm"), default: 0])
        #expect(try library.compose(Sample.request(.email)).variant?.reason == VariantChoice.Reason.none)
    }

    @Test func `an experiment is for debtors for whom all its arms have texts`() throws {
        let files = Self.files(
            Self.trial,
            [
                "reminder/en/sms.txt.mustache": "x", "reminder/en/email.subject.mustache": "x",
                "reminder/en/email.txt.mustache": "x",
            ]
        )
        let made = try Self.library(files).compose(Sample.request(.sms, action: Sample.action(locale: "en-GB")))
        #expect(made.locale == "en" && made.variant?.reason == VariantChoice.Reason.none)
    }
}
