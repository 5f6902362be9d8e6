import Dunning
import Testing

@testable import Templates

struct DisclosureTests {
    static let text = "Diese Mitteilung stammt von einem Inkassounternehmen."

    private func compose(
        _ channel: Channel,
        _ changes: [String: String],
        disclosures: [String] = ["mini-miranda"]
    ) throws -> Composition {
        let (library, diagnostics) = TemplateLibrary.load(files: Sample.files(changes))
        return try #require(library, "\(diagnostics)").compose(Sample.request(channel, disclosures: disclosures))
    }

    @Test func `a demanded text is added at the end where the author marked no place`() throws {
        let sms = try compose(.sms, [:])
        #expect("\(sms.content)".contains("1.234,50 € \(Self.text)"))
        guard case .email(let email) = try compose(.email, [:]).content else { throw Wrong.channel }
        #expect(email.html?.hasSuffix("<p>\(Self.text)</p></body></html>") == true)
        #expect(email.text.contains(Self.text))
    }

    @Test func `it stands where the author marked its place, once`() throws {
        let sms = try compose(.sms, ["reminder/de/sms.txt.mustache": "{{#disclosures}}{{text}} {{/disclosures}}Hallo"])
        guard case .sms(let message) = sms.content else { throw Wrong.channel }
        #expect(message.text == "\(Self.text) Hallo")
        #expect(sms.disclosures.map(\.rawValue) == ["mini-miranda"])
    }

    @Test(arguments: [
        "<!-- {{#disclosures}}x{{/disclosures}} --><p>Hallo</p>",
        "<p>Hallo</p>{{#isBusiness}}{{#disclosures}}{{text}}{{/disclosures}}{{/isBusiness}}",
        "<div style=\"DISPLAY : none\">{{#disclosures}}<p>{{text}}</p>{{/disclosures}}</div>",
        "<div style='visibility:hidden'><div></div>{{#disclosures}}{{text}}{{/disclosures}}</div>",
        "<div style=\"font-size:0\">{{#disclosures}}{{text}}{{/disclosures}}</div>",
        "<p hidden>{{#disclosures}}{{text}}{{/disclosures}}</p>",
        "<title>{{#disclosures}}{{text}}{{/disclosures}}</title>",
        "{{#disclosures}}{{id}}{{/disclosures}}",
    ])
    func `a disclosure that nobody would see stops the message`(html: String) throws {
        let id = DisclosureID(trusted: "mini-miranda")
        #expect(throws: CompositionError.disclosureHidden(id, part: "email.html")) {
            try compose(.email, ["reminder/de/email.html.mustache": html])
        }
    }

    @Test func `bold within and entities around do not hide it`() throws {
        let html =
            "<p style=\"border:none;font-size:0.9em\">A &amp; B {{#disclosures}}<b>{{text}}</b>{{/disclosures}}</p>"
        #expect(try compose(.email, ["reminder/de/email.html.mustache": html]).disclosures.count == 1)
    }

    @Test func `no text in the language stops the message`() throws {
        let (library, _) = TemplateLibrary.load(
            files: Sample.files(without: ["_disclosures/mini-miranda/de.any.mustache"])
        )
        #expect(throws: CompositionError.noDisclosure(DisclosureID(trusted: "mini-miranda"), locale: "de")) {
            try library?.compose(Sample.request(.sms, disclosures: ["mini-miranda"]))
        }
    }

    @Test func `a channel's own text comes before the one for any channel`() throws {
        let message = try compose(.sms, ["_disclosures/mini-miranda/de.sms.mustache": "Inkasso."])
        #expect("\(message.content)".contains("Inkasso.") && !"\(message.content)".contains("Mitteilung"))
    }

    @Test func `a way out that does not exist stops the message`() throws {
        let files = Sample.files(["_disclosures/opt-out/de.any.mustache": "Antworten Sie {{optOut.word}}"])
        let library = try #require(TemplateLibrary.load(files: files).library)
        let request = Sample.request(.sms, disclosures: ["opt-out"], optOut: OptOut(word: nil))
        #expect {
            try library.compose(request)
        } throws: { error in
            guard case .missing(let values)? = error as? CompositionError else { return false }
            return values.map(\.field) == ["optOut.word"]
        }
    }

    enum Wrong: Error { case channel }
}
