import Dunning
import Foundation
import Testing
import Transport

@testable import Channels

struct MailTests {
    private func provider(from: String = "Acme Billing <billing@acme.example>") throws -> SMTPProvider {
        let mailbox = try #require(EmailAddress(from))
        return SMTPProvider(
            id: ProviderID(trusted: "email.primary"),
            account: try SMTPAccount(url: "smtp://127.0.0.1:9"),
            options: SMTPProvider.Options(from: PerCreditor(mailbox), isLocal: true)
        )
    }

    private static let names = [
        "", "Jana Beispiel", "Jürgen Müßig", "O'Neil, Pat", "Anna \"Nan\" Lee", "back\\slash", "山田 太郎", "محمد علي",
        "👩‍👩‍👧‍👦 Family", "=?UTF-8?Q?fake?=", "Bcc: all@example.com\r\nX: y", "a\nb", "tab\there",
        "x@y.example <z@w.example>",
        "double  space", " lead and trail ", "ÄÖÜ " + String(repeating: "lang ", count: 40), "é (comment)",
        "a\u{2028}b", "(;:,.)",
        String(repeating: "W", count: 200), "nul\0here", "=", "e\u{301}e\u{301}", "{{name}} <b>",
    ]
    private static let bodies = [
        "Guten Tag\n", "no line end", "", "\n\n\n", ".\n..\n.dot\n", "trailing   \nspace \t\n", "=3D =\n= \n",
        "Größe: 5 €\r\nzweite\rdritte\n", String(repeating: "lang", count: 500) + "\n",
        String(repeating: "ü", count: 300),
        "日本語のとても長い行" + String(repeating: "あ", count: 200) + "\nمرحبا بالعالم\n", "--=_boundary\n--\n", "From here\n",
        "👩‍👩‍👧‍👦🇩🇪\n", String(repeating: "x", count: 75) + " \n" + String(repeating: "y", count: 76) + "\n",
        "a\u{0B}\u{0C}b\n",
        String(repeating: "z", count: 74) + "\t\nend", "{{x}}\n<script>\n",
    ]

    private static let program = #"""
        import email, email.header, email.policy, email.utils, json, sys
        out = []
        for item in json.load(open(sys.argv[1], encoding="utf-8")):
            raw = bytes(item)
            m = email.message_from_bytes(raw, policy=email.policy.default)
            parts = list(m.iter_parts()) if m.is_multipart() else [m]
            def body(p): return p.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
            # The new parser keeps the blanks between encoded words of a name, against RFC 2047 6.2: the old one reads it.
            old = email.message_from_bytes(raw)
            def box(h):
                a = m[h].addresses
                name, _ = email.utils.parseaddr(old[h])
                return [len(a), str(email.header.make_header(email.header.decode_header(name))), a[0].addr_spec]
            defects = [str(d) for p in m.walk() for d in p.defects]
            defects += [h + str(d) for h, v in m.items() for d in v.defects]
            out.append({"keys": m.keys(), "from": box("from"), "to": box("to"), "subject": str(m["subject"]),
                "parts": [[p.get_content_type(), p.get_content_charset(), body(p)] for p in parts],
                "id": str(m["message-id"]), "date": m["date"].datetime.isoformat(), "defects": defects,
                "unsubscribe": str(m["list-unsubscribe"]), "references": str(m["references"]),
                "longest": max(len(l) for l in raw.split(b"\r\n")),
                "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r")})
        json.dump(out, sys.stdout)
        """#

    private func parsed(_ mails: [[UInt8]]) throws -> [JSON] {
        let input = JSON.array(mails.map { .array($0.map { .integer(Int64($0)) }) })
        return try #require(try Python.run(MailTests.program, input).array)
    }

    /// What a text is once its line ends are those of Unix and its last line is ended.
    private func lines(_ text: String) -> JSON {
        var text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        return .string(text)
    }

    @Test func `names, subjects and bodies come out of an independent parser as they went in`() throws {
        let provider = try provider()
        var mails: [[UInt8]] = []
        var expected: [(name: String, text: String, html: String)] = []
        for (index, name) in MailTests.names.enumerated() {
            let text = MailTests.bodies[index % MailTests.bodies.count]
            let html = MailTests.bodies[(index * 7 + 3) % MailTests.bodies.count]
            let delivery = Sample.email(name: name, subject: name, text: text, html: html, references: ["A1.0"])
            mails.append(try provider.seal(delivery).bytes)
            expected.append((name, text, html))
        }
        for (mail, (name, text, html)) in zip(try parsed(mails), expected) {
            let line = HeaderText.oneLine(name)
            #expect(mail["to"] == [1, .string(line), "jana@example.com"], "\(name.debugDescription)")
            #expect(mail["subject"] == .string(line), "\(name.debugDescription)")
            #expect(mail["from"] == [1, "Acme Billing", "billing@acme.example"])
            #expect(mail["parts"] == [["text/plain", "utf-8", lines(text)], ["text/html", "utf-8", lines(html)]])
            #expect(mail["defects"] == [], "\(name.debugDescription)")
            #expect(mail["bare"] == 0)
            #expect(try #require(mail["longest"]?.integer) <= 500)
            #expect(
                mail["keys"] == [
                    "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
                    "Content-Language", "MIME-Version", "Content-Type",
                ]
            )
        }
    }

    @Test func `random texts survive quoted-printable and encoded words`() throws {
        var numbers = SeededNumbers(seed: 7)
        let alphabet = Array("abc XYZ=_?.\t äöß€ 日本語 مرحبا 👩‍👩‍👧 \u{301}-").map(String.init) + ["=?", "  ", "\n", " \n"]
        let texts = (0..<200).map { _ in
            (0..<Int.random(in: 0...180, using: &numbers)).map { _ in
                alphabet.randomElement(using: &numbers) ?? ""
            }.joined()
        }
        let provider = try provider()
        let mails = try texts.map { try provider.seal(Sample.email(subject: $0, text: $0)).bytes }
        for (mail, text) in zip(try parsed(mails), texts) {
            #expect(mail["subject"] == .string(HeaderText.oneLine(text)), "\(text.debugDescription)")
            #expect(mail["parts"] == [["text/plain", "utf-8", lines(text)]], "\(text.debugDescription)")
            #expect(mail["defects"] == [], "\(text.debugDescription)")
        }
        for text in texts {
            let encoded = QuotedPrintable.encode(text)
            #expect(encoded.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) })
            let isShort = encoded.split(separator: 0x0A).allSatisfy { $0.count <= 77 && $0.last == 0x0D }
            #expect(isShort)
        }
    }

    @Test func `a mail is these very bytes`() throws {
        let delivery = Sample.email(
            name: "Jürgen",
            subject: "Rechnung offen",
            text: "Größe = 5\n.\n",
            html: "<p>Größe</p>",
            unsubscribe: "https://acme.example/o?t=1"
        )
        let golden = """
            Date: Sun, 1 Nov 2026 08:00:00 +0000
            From: "Acme Billing"
             <billing@acme.example>
            To: =?UTF-8?B?SsO8cmdlbg==?=
             <jana@example.com>
            Subject: Rechnung offen
            Message-ID: <A1.1@acme.example>
            Auto-Submitted: auto-generated
            Content-Language: de-DE
            List-Unsubscribe: <https://acme.example/o?t=1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="BOUNDARY"

            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=B6=C3=9Fe =3D 5
            .

            --BOUNDARY
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Gr=C3=B6=C3=9Fe</p>

            --BOUNDARY--

            """
        let sealed = try provider().seal(delivery)
        let text = String(decoding: sealed.bytes, as: UTF8.self)
        let boundary = try #require(text.firstMatch(of: /boundary="(=_[0-9a-f]{32})"/)).1
        let expected = golden.replacing("BOUNDARY", with: boundary).replacing("\n", with: "\r\n")
        #expect(text == expected)
        #expect(try provider().seal(delivery) == sealed)
        #expect(sealed.notes["messageID"] == "A1.1@acme.example")
    }

    @Test(arguments: [
        "a,b@example.com", "a@b@example.com", "a@example", "jana@example.com\r\nBcc: x@example.com", "a b@example.com",
        "<a@example.com>", "", "@example.com", "\"a\"@example.com", "jana@example.com,x@example.com",
    ])
    func `an address that is more than one address is refused`(address: String) throws {
        let provider = try provider()
        let refusal = #expect(throws: Refusal.self) { try provider.seal(Sample.email(to: address)) }
        #expect(refusal?.class == .permanent)
        #expect(refusal?.code == "bad-address")
    }

    @Test(arguments: [
        "http://acme.example/", "https://a.example/>\r\nBcc: x", "javascript:1", "https://a.example/ b",
        "https://ä.example",
    ])
    func `an opt-out address that could end its header is refused`(target: String) throws {
        let provider = try provider()
        let refusal = #expect(throws: Refusal.self) { try provider.seal(Sample.email(unsubscribe: target)) }
        #expect(refusal?.code == "bad-unsubscribe")
    }

    @Test func `one click is offered for https alone`() throws {
        let mail = try provider().seal(Sample.email(unsubscribe: "mailto:stop@acme.example")).bytes
        let text = String(decoding: mail, as: UTF8.self)
        #expect(text.contains("List-Unsubscribe: <mailto:stop@acme.example>\r\n"))
        #expect(!text.contains("List-Unsubscribe-Post"))
    }

    @Test func `a page that cannot know whose request it is promises no one click`() throws {
        let mail = try provider().seal(Sample.email(unsubscribe: "https://acme.example/out", isOneClick: false)).bytes
        let text = String(decoding: mail, as: UTF8.self)
        #expect(text.contains("List-Unsubscribe: <https://acme.example/out>\r\n"))
        #expect(!text.contains("List-Unsubscribe-Post"))
    }

    @Test func `no two attempts share a message id, and each is a dot-atom`() {
        let ids = ["a:b.1", "a_b.1", "a..b.1", "a.b.1", "a.b.1.", "a+b", "a.", "a..", "a:", "a"].map {
            MIMEMessage.messageID(AttemptID(trusted: $0), domain: "x.example")
        }
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@x\.example/) != nil, "\(id)") }
    }

    @Test(arguments: [
        ("Acme Billing <billing@acme.example>", "Acme Billing", "billing@acme.example"),
        ("billing@acme.example", "", "billing@acme.example"),
        (#""Acme \"B\" <x>" <b@acme.example>"#, #"Acme "B" <x>"#, "b@acme.example"),
    ])
    func `a configured mailbox is read`(text: String, name: String, address: String) throws {
        let mailbox = try #require(EmailAddress(text))
        #expect(mailbox.name == name)
        #expect(mailbox.address == address)
    }

    @Test(arguments: [
        "", "Acme", "Acme <b@acme.example", "a@b, c@d", "A <a@b>\r\nX: y", "a@", "A <a b@c>", "ä@acme.example",
    ])
    func `what is no mailbox is not read`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `each creditor writes under its own sender`() throws {
        let common = try #require(EmailAddress("Common <c@common.example>"))
        let own = try #require(EmailAddress("Own <o@own.example>"))
        let provider = SMTPProvider(
            id: ProviderID(trusted: "email.primary"),
            account: try SMTPAccount(url: "smtp://127.0.0.1:9"),
            options: SMTPProvider.Options(
                from: PerCreditor(common, own: [CreditorID(trusted: "acme"): own]),
                isLocal: true
            )
        )
        let mail = String(decoding: try provider.seal(Sample.email()).bytes, as: UTF8.self)
        #expect(mail.contains("<o@own.example>"))
        #expect(mail.contains("Message-ID: <A1.1@own.example>"))
        #expect(!mail.contains("common.example"))
    }
}
