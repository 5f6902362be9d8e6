import Dunning
import Testing

@testable import Templates

/// Values come from outside; none of them may become more than text.
struct HostileInputTests {
    private func library() throws -> TemplateLibrary {
        let (library, diagnostics) = TemplateLibrary.load(
            files: Sample.files([
                "reminder/template.toml":
                    "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"email\", \"sms\", \"voice\", \"letter\"]\n",
                "reminder/de/voice.ssml.mustache": "<speak><p>{{debtor.name}}</p></speak>",
                "reminder/de/letter.html.mustache": "<p>{{debtor.name}}</p>",
                "_labels/de.toml": labels,
            ])
        )
        return try #require(library, "\(diagnostics)")
    }

    private let labels = """
        letter = { page = "{page}/{pages}", account = "a", debt = "b", phone = "c", email = "d" }
        payment = { heading = "a", account_holder = "b", iban = "c", bic = "d", amount = "e", reference = "f", scan = "g" }
        voice = { opted_out = "a" }
        salutation = { neutral = "{name}", business = "a" }
        greeting = { neutral = "{name}", business = "a" }
        """

    @Test(arguments: [
        ("{{amountDue}}{{>x}}{{=<% %>=}}", "{{amountDue}}{{&gt;x}}{{=&lt;% %&gt;=}}"),
        ("</script><script>alert(1)</script>", "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onmouseover='x'", "&quot; onmouseover=&#39;x&#39;"),
        ("<break time=\"9s\"/><audio src='x'>", "&lt;break time=&quot;9s&quot;/&gt;&lt;audio src=&#39;x&#39;&gt;"),
        ("a\u{202E}b\u{2066}c\u{2069}d\u{200F}e", "abcd\u{200F}e"),
        ("a\u{0}b\u{7}\u{1B}c\u{85}d\u{FEFF}e\u{E0041}f", "abc def"),
        ("a\r\nBcc: x@y\u{2028}z", "a  Bcc: x@y z"),
        ("नेपाल क्\u{200D}ष", "नेपाल क्\u{200D}ष"),
    ])
    func `a name stays text on every channel`(name: String, escaped: String) throws {
        let library = try library()
        let action = Sample.action(name: name)
        guard case .email(let email) = try library.compose(Sample.request(.email, action: action)).content,
            case .voice(let call) = try library.compose(Sample.request(.voice, action: action)).content,
            case .letter(let letter) = try library.compose(Sample.request(.letter, action: action)).content
        else { throw Wrong.channel }
        #expect(email.html?.contains("<p>\(escaped): ") == true, "\(email.html ?? "")")
        #expect(call.script.contains("<p>\(escaped)</p>"))
        #expect(letter.body == "<p>\(escaped)</p>")
        let lines = [email.subject] + letter.recipient
        #expect(
            !lines.contains { $0.unicodeScalars.contains { $0.value < 0x20 || (0x202A...0x202E).contains($0.value) } }
        )
    }

    @Test func `a subject is one line whatever the values hold`() throws {
        let action = Sample.action(name: "Jana\r\nBcc: all@example.com\n\nbody")
        guard case .email(let email) = try library().compose(Sample.request(.email, action: action)).content else {
            throw Wrong.channel
        }
        #expect(email.subject == "Hallo Jana Bcc: all@example.com body")
    }

    @Test func `a name of 100 kB is refused, not sent`() throws {
        let library = try library()
        let action = Sample.action(name: String(repeating: "x", count: 100_000))
        #expect(throws: CompositionError.unusable([UnusableValue(field: "debtor.name", reason: .tooLong)])) {
            try library.compose(Sample.request(.email, action: action))
        }
    }

    @Test func `a script that is broken by its author's sections is not sent`() throws {
        let files = Sample.files([
            "reminder/template.toml": "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"voice\"]\n",
            "reminder/de/voice.ssml.mustache": "<speak>{{#isBusiness}}<p>{{/isBusiness}}x</p></speak>",
            "_labels/de.toml": labels,
        ])
        let library = try #require(TemplateLibrary.load(files: files).library)
        #expect(throws: CompositionError.malformed(part: "voice.ssml", reason: "it is not well-formed XML")) {
            try library.compose(Sample.request(.voice))
        }
    }

    @Test func `partials without end do not end the program`() {
        #expect(throws: Mustache.Failure.self) {
            try Mustache.renderLeniently("{{>a}}", data: .null, partials: ["a": "x{{>a}}"])
        }
    }

    @Test func `partials that double at each step are refused in no time`() {
        let doubling = Dictionary(
            uniqueKeysWithValues: (0..<60).map { ("_partials/p\($0).mustache", "{{>p\($0 + 1)}}{{>p\($0 + 1)}}") }
        )
        let last = ["_partials/p60.mustache": "x", "reminder/de/sms.txt.mustache": "{{>p0}}"]
        let complaints = Sample.complaints(Sample.files(doubling.merging(last) { $1 }))
        #expect(complaints.count == 1 && complaints[0].contains("more than 1000 calls of partials"))
        #expect(throws: Mustache.Failure.self) {
            try Mustache.renderLeniently("{{>a}}", data: .null, partials: ["a": "{{>a}}{{>a}}"])
        }
    }

    @Test func `sections nested a thousand deep are an error with a place`() {
        let deep = String(repeating: "{{#a}}", count: 1_000) + String(repeating: "{{/a}}", count: 1_000)
        #expect(throws: Mustache.Failure.self) { try Mustache.renderLeniently(deep, data: .null) }
    }

    enum Wrong: Error { case channel }
}
