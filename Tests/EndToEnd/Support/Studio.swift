import Dunning
import Foundation

/// `dunlin preview --serve` over a folder of templates that a test edits.
final class Studio: Sendable {
    let child: Child
    let address: String

    init(_ folder: Workplace) async throws {
        let child = try folder.start(["preview", "--serve", "--port", "0", "--json", "--at", "2031-03-04T10:00:00Z"])
        try await eventually("the studio listens: \(child.text)\(child.complaints)") {
            if child.hasEnded { throw Trouble("the studio ended early: \(child.text)\(child.complaints)") }
            return child.text.contains("\n")
        }
        guard let address = try JSON(parsing: child.text)["preview"]?.string else { throw Trouble("no address") }
        self.child = child
        self.address = address
    }
}

extension Workplace {
    /// A workplace with a template of its own, in English and German, and two samples.
    static func withTemplates() throws -> Workplace {
        let folder = try Workplace()
        try folder.write(
            Workplace.house.replacing(
                "templates = \"\(FewTemplates.folder)\"",
                with: "templates = \"templates\""
            )
                + """
                [email.primary]
                provider = "smtp"
                url = "smtp://127.0.0.1:9"
                from = "Acme Energie <billing@acme.example>"

                [sms.primary]
                provider = "kannel"
                url = "http://127.0.0.1:9/cgi-bin/sendsms"
                username = "dunlin"
                password = { env = "KANNEL_PASSWORD" }
                from = "Acme"
                price = { currency = "EUR", default = "0.08", DE = "0.075" }

                """,
            to: "channels.conf"
        )
        for (locale, words) in [("en", "Please pay"), ("de", "Bitte zahlen Sie")] {
            try folder.put(Self.page(words, locale), "note/\(locale)/email.html.mustache")
            try folder.put("\(words)\n", "note/\(locale)/email.subject.mustache")
            try folder.put("\(words) {{amountDue}}: {{payment.link}}\n", "note/\(locale)/sms.txt.mustache")
        }
        try folder.put(
            "title = \"A note\"\npurpose = \"reminder\"\nchannels = [\"email\", \"sms\"]\n",
            "note/template.toml"
        )
        var jana = SampleAction.mail("jana")
        jana.contacts.append(["channel": "sms", "value": "+4915112345678", "use": "home", "line": "mobile"])
        try folder.put(jana.json.canonical, "samples/jana-de.json")
        try folder.put(
            jana.with {
                $0.name = "John Example"; $0.locale = "en-GB"
            }.json.canonical,
            "samples/john-en.json"
        )
        return folder
    }

    /// A mail with one sentence.
    static func page(_ words: String, _ locale: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(locale)"><head><title>Note</title></head><body>
        <p>\(words) {{amountDue}}, {{debtor.name}}.</p>
        </body></html>

        """
    }

    /// Writes a file among the templates, as an editor does: beside it first, then in its place.
    func put(_ text: String, _ name: String) throws {
        let file = folder.appending(path: "templates").appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
