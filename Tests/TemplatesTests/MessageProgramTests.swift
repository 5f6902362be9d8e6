import Dunning
import Testing

@testable import Templates

/// Messages are made by programs; trees and the finished markup say what the programs must give.
struct MessageProgramTests {
    /// What a program gives, and what the tree and the finished markup give.
    private func compare(_ template: LinkedTemplate, _ escaping: Escaping, _ view: ViewMembers, _ what: String) {
        let program = MessageProgram(template, escaping: escaping)
        var renderer = MessageRenderer(view)
        let made = renderer.render(program, tellingSeen: true)
        var walker = MustacheRenderer(view.object, escaping: escaping, mode: .strict)
        walker.render(template)
        #expect(made.bytes == walker.output, "\(what)")
        #expect(renderer.missing == walker.missing, "\(what)")
        if escaping != .none, program.tellsSeen { #expect(made.seen == VisibleText.of(made.bytes), "\(what)") }
    }

    private func view(_ request: CompositionRequest, _ locale: String) -> ViewMembers {
        var view = MessageView(
            request,
            language: locale,
            payWithin: 10,
            wanted: .all,
            formats: LocaleFormats(locale),
            labels: .none
        ).members
        view[.disclosures] = .list(
            ["opt-out", "mini-miranda"].map { id in
                Composer.Disclosure(id: DisclosureID(trusted: id), text: "<\(id)> & \"so\" {{due}}").value
            }
        )
        return view
    }

    @Test func `every value of the catalogue has a place, and no place is for nothing`() {
        #expect(ViewMembers.names == FieldShape.view.members.keys.sorted())
        #expect(ViewName.allCases.allSatisfy(ViewNames.all.contains))
        #expect(ViewNames(["due", "nothing"]) == [.due])
    }

    /// Messages that differ in all that sections ask for.
    private static let variety: [CompositionRequest] = {
        var requests: [CompositionRequest] = []
        for index in 0..<6 {
            var action = Sample.action(
                kind: index.isMultiple(of: 2) ? .consumer : .business,
                name: ["Jana Beispiel", "a < b & \"c\" 'd' {{due}}", "  "][index % 3],
                link: index == 3 ? nil : "https://pay.acme.example/D-1?a=1&b=2",
                data: ["plan": ["name": "Basis", "is": true], "list": ["a", "b"], "flag": .boolean(index > 2)]
            )
            if index == 1 { action.debt.invoices = [] }
            if index == 2 { action.account = nil }
            if index == 4 { action.debt.due = CivilDate(dayNumber: Sample.today.dayNumber + 3) }
            var creditor = Sample.creditor(role: index == 5 ? .collector : .creditor)
            if index == 3 { creditor.iban = nil }
            if index == 4 { creditor.phone = nil }
            if index == 5 { creditor.optOutPage = nil }
            requests.append(Sample.request(.email, action: action, creditor: creditor))
        }
        return requests
    }()

    @Test func `the program of every shipped part gives what its tree gives`() throws {
        let library = try ShippedTemplatesTests.library()
        for entry in library.entries {
            for (locale, parts) in entry.parts {
                for request in Self.variety {
                    let view = view(request, locale)
                    for (part, template) in parts.linked {
                        compare(template, part.escaping, view, "\(entry.id) \(locale) \(part.rawValue)")
                    }
                }
            }
        }
    }

    @Test func `what is seen of every shipped part is told by its program`() throws {
        for entry in try ShippedTemplatesTests.library().entries {
            for (locale, parts) in entry.parts {
                for (part, program) in parts.programs where part.escaping != .none {
                    #expect(program.tellsSeen, "\(entry.id) \(locale) \(part.rawValue)")
                }
            }
        }
    }

    /// Names that are known, that only data knows, that nobody knows; texts that open, hide and close.
    private static let pieces = [
        "{{due}}", "{{due.short}}", "{{debtor.name}}", "{{number}}", "{{.}}", "{{open.minor}}", "{{plan}}", "{{name}}",
        "{{text}}", "{{is}}", "{{amountDue}}", "{{payment}}", "{{short}}", "{{plural}}", "<p>", "</p>",
        "<div style=\"display: none\">", "</div>", "<p hidden>", "<br>", " a ", "&amp;", "&#160;", "&", "<!-- x -->",
        "<i title=\"{{debtor.name}}\">", "</i>", "<style>", "</style>", "\u{A0}", "ü", "<a href=\"", "\">", "<!--",
        "-->",
    ]
    private static let sections = [
        "invoices", "disclosures", "isBusiness", "isOverdue", "payment.link", "creditor.phone", "data", "data.plan",
        "data.list", "data.flag", "creditor.address", "issued", "amountDue", "invoiceCount", "plan", "name", "is", ".",
        "plural.one", "invoiceCount.plural", "daysOverdue.isZero", "paid", "nothing",
    ]

    private func random(_ generator: inout SeededNumbers, depth: Int) -> String {
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            let kind = Int.random(in: 0..<10, using: &generator)
            guard kind < 4, depth < 4 else { return Self.pieces.randomElement(using: &generator) ?? "" }
            let name = Self.sections.randomElement(using: &generator) ?? ""
            let body = random(&generator, depth: depth + 1)
            return "{{\(kind == 0 ? "^" : "#")\(name)}}\(body){{/\(name)}}"
        }.joined()
    }

    @Test(arguments: 0..<8) func `any program gives what its tree gives`(seed: Int) throws {
        var generator = SeededNumbers(seed: UInt64(seed))
        let views = Self.variety.map { view($0, "de") }
        for _ in 0..<20 {
            let text = random(&generator, depth: 0)
            let template = MustacheParser.parse(Array(text.utf8), file: "t").template
            let linked = try #require(
                MustacheLinker.link(template, with: MustachePartials(lastLineEnd: .kept)).linked
            )
            for view in views { compare(linked, [.html, .none].randomElement(using: &generator) ?? .xml, view, text) }
        }
    }
}

/// Numbers that are the same on every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
