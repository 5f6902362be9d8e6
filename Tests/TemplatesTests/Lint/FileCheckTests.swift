import Testing

@testable import Templates

struct FileCheckTests {
    @Test func `a good folder has no findings`() {
        #expect(LintTrial().found() == [])
    }

    /// The rule, the file, a text that breaks it, where it is found, and the text mended.
    @Test(arguments: [
        ("text.spaces", "sms.txt", "Bitte  zahlen {{amountDue}}", "1 6", "Bitte zahlen {{amountDue}}"),
        (
            "text.quotes", "sms.txt", "Wählen Sie (fertig {{amountDue}}", "1 12",
            "Wählen Sie (fertig) {{amountDue}}"
        ),
        ("text.quotes", "sms.txt", "Sag \"ja {{amountDue}}", "1 5", "Sag \"ja\" {{amountDue}}"),
        ("text.placeholder", "sms.txt", "TODO {{amountDue}}", "1 1", "Todo {{amountDue}}"),
        ("text.placeholder", "sms.txt", "{{amountDue}} xxx", "1 15", "{{amountDue}} xx"),
        (
            "link.scheme", "email.html", "<p><a href=\"http://acme.org/x\">Zahlen</a> {{amountDue}}</p>", "1 13",
            "<p><a href=\"https://acme.org/x\">Zahlen</a> {{amountDue}}</p>"
        ),
        (
            "link.scheme", "email.html", "<p><a href=\"javascript:pay()\">Zahlen</a> {{amountDue}}</p>", "1 13",
            "<p><a href=\"tel:{{creditor.phone.e164}}\">Anrufen</a> {{amountDue}}</p>"
        ),
        ("link.scheme", "sms.txt", "{{amountDue}} http://acme.org/x", "1 15", "{{amountDue}} https://acme.org/x"),
        (
            "link.malformed", "email.html", "<p><a href=\"/pay\">Zahlen</a> {{amountDue}}</p>", "1 13",
            "<p><a href=\"mailto:{{creditor.email}}\">Schreiben</a> {{amountDue}}</p>"
        ),
        (
            "link.malformed", "email.html", "<p><a href=\"https://acme.org/a b\">Zahlen</a> {{amountDue}}</p>", "1 13",
            "<p><a href=\"{{payment.link}}\">Zahlen</a> {{amountDue}}</p>"
        ),
        (
            "link.local", "email.html", "<p><a href=\"https://localhost/pay\">Zahlen</a> {{amountDue}}</p>", "1 13",
            "<p><a href=\"https://acme.org/localhost\">Zahlen</a> {{amountDue}}</p>"
        ),
        (
            "link.text", "email.html", "<p><a href=\"{{payment.link}}\">Hier klicken!</a> {{amountDue}}</p>", "1 4",
            "<p><a href=\"{{payment.link}}\">Hier zahlen</a> {{amountDue}}</p>"
        ),
        (
            "link.text", "email.html", "<p><a href=\"{{payment.link}}\"></a> {{amountDue}}</p>", "1 4",
            "<p><a href=\"{{payment.link}}\">{{payment.link}}</a> {{amountDue}}</p>"
        ),
        (
            "image.alt", "email.html", "<p><img src=\"https://acme.org/l.png\"> {{amountDue}}</p>", "1 4",
            "<p><img src=\"https://acme.org/l.png\" alt=\"\"> {{amountDue}}</p>"
        ),
        ("sms.characters", "sms.txt", "{{amountDue}} ça", "1 15", "{{amountDue}} da"),
    ])
    func `a slip is found at its place, and the mended text is clean`(
        rule: String,
        part: String,
        bad: String,
        position: String,
        good: String
    ) {
        func files(_ text: String) -> LintTrial {
            let page =
                part == "email.html"
                ? "<html lang=\"de\"><body>\(text) \(String(repeating: "Wort ", count: 9))</body></html>" : text
            return LintTrial(changes: ["reminder/de/\(part).mustache": page])
        }
        let shift = part == "email.html" ? 22 : 0
        let place = position.split(separator: " ").compactMap { Int($0) }
        #expect(
            files(bad).found().contains("\(rule) de/\(part).mustache \(place[0]) \(place[1] + shift)"),
            "\(files(bad).found())"
        )
        #expect(files(good).found() == [])
    }

    @Test func `what a partial says wrong is told once, however many parts call it`() {
        let trial = LintTrial(changes: [
            "_partials/end.mustache": "Bitte  zahlen\n",
            "reminder/de/sms.txt.mustache": "{{amountDue}} {{>end}}",
            "reminder/de/email.txt.mustache": "{{amountDue}}, {{debtor.name}}\n{{>end}}",
        ])
        #expect(trial.found() == ["text.spaces templates/_partials/end.mustache 1 6"])
    }

    @Test func `a field that is declared and used nowhere is told where it is declared`() {
        func found(_ sms: String) -> [String] {
            let manifest = LintTrial.manifest("\"email\", \"sms\"", "optional = [\"data.card.end\"]")
            let changes = ["reminder/template.toml": manifest, "reminder/de/sms.txt.mustache": "{{amountDue}}" + sms]
            return LintTrial(changes: changes).found()
        }
        #expect(found("") == ["field.unused template.toml 4 12"])
        #expect(found("{{#data.card.end}} {{data.card.end}}{{/data.card.end}}") == [])
    }

    @Test func `languages whose alphabet text messages lack are left alone`() {
        let trial = LintTrial(changes: [
            "reminder/ja/email.subject.mustache": "{{debtor.name}}様",
            "reminder/ja/sms.txt.mustache": "{{creditor.name}}{{amountDue}}です",
            "reminder/ja/email.html.mustache":
                "<html lang=\"ja\"><body><p>{{debtor.name}}{{amountDue}}お支払いの期日が過ぎておりますのでご確認のうえお手続きくださいますようお願い申し上げます</p></body></html>",
        ])
        #expect(!trial.rules().contains("sms.characters"))
    }
}
