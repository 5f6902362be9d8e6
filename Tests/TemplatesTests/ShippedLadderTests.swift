import Dunning
import Testing

@testable import Templates

/// The twelve templates of the usual ladder, in the languages that have them all.
struct ShippedLadderTests {
    static let names = [
        "courtesy", "due-today", "reminder", "second-notice", "final-notice", "payment-plan", "payment-failed",
        "card-expiring", "dispute-received", "payment-received", "opt-out-confirmed", "statutory-notice",
    ]
    static let locales = ["en-GB", "en-US", "de-DE", "de-CH", "fr-FR", "fr-CH"]

    /// What the engine would send for the templates that need something of it.
    static let data: JSONMembers = [
        "card": ["lastFour": "4242", "expires": "12/2026"],
        "notice": ["paragraphs": ["The first sentence of the law.", "The second."]],
        "received": ["minor": 8_000, "currency": "EUR"],
    ]

    /// Every message of every template: each channel that it serves, each locale, consumers and businesses.
    private func each(
        role: Role = .creditor,
        link: String? = "https://pay.acme.example/D-1",
        _ check: (Composition, String) throws -> Void
    ) throws {
        let library = try ShippedTemplatesTests.library()
        for name in Self.names {
            let entry = try #require(library.templates[TemplateID(trusted: name)], "\(name)")
            for channel in entry.manifest.channels {
                for locale in Self.locales {
                    for kind in DebtorKind.allCases {
                        let request = Sample.request(
                            channel,
                            template: name,
                            action: Sample.action(locale: locale, kind: kind, link: link, data: Self.data),
                            creditor: Sample.creditor(role: role)
                        )
                        try check(try library.compose(request), "\(name) \(channel.rawValue) \(locale) \(kind)")
                    }
                }
            }
        }
    }

    @Test func `every template says who writes, with and without a link to pay`() throws {
        for link in ["https://pay.acme.example/D-1", nil] {
            try each(link: link) { message, what in
                let text = "\(message.content)"
                #expect(text.contains("Acme Energy GmbH"), "\(what)")
                #expect(!text.contains("{{") && !text.contains(" ,") && !text.contains(".."), "\(what): \(text)")
            }
        }
    }

    @Test func `subjects, preheaders and calls name no amount`() throws {
        try each { message, what in
            let open: String
            switch message.content {
            case .email(let email):
                let html = email.html ?? ""
                let shown = html.firstRange(of: "<table")?.lowerBound ?? html.endIndex
                #expect(email.subject.count < 80, "\(what): \(email.subject)")
                open = email.subject + html[..<shown]
            case .voice(let call): open = call.script
            case .sms, .letter: return
            }
            #expect(!open.contains("234.50") && !open.contains("234,50") && !open.contains("€"), "\(what): \(open)")
        }
    }

    @Test func `text messages have at most two segments of GSM-7`() throws {
        try each { message, what in
            guard case .sms(let sms) = message.content else { return }
            #expect(sms.measure.encoding == .gsm7, "\(what): \(sms.text)")
            #expect(sms.measure.segments.count <= 2, "\(what): \(sms.text)")
        }
    }

    @Test func `letters that ask for nothing hold no box for a payment`() throws {
        let silent: Set<String> = ["card-expiring", "dispute-received", "opt-out-confirmed"]
        try each { message, what in
            guard case .letter(let letter) = message.content else { return }
            let isSilent = silent.contains { what.hasPrefix($0 + " ") }
            #expect((letter.transfer == nil) == isSilent, "\(what)")
        }
    }

    @Test func `a payment that settles everything leads to no further payment`() throws {
        let library = try ShippedTemplatesTests.library()
        for locale in Self.locales {
            for channel in [Channel.email, .sms, .letter] {
                var action = Sample.action(locale: locale, data: Self.data)
                action.debt.open.minor = 0
                let request = Sample.request(channel, template: "payment-received", action: action)
                let text = "\(try library.compose(request).content)"
                #expect(!text.contains("https://pay.acme.example"), "\(channel.rawValue) \(locale)")
                #expect(!text.contains("DE02"), "\(channel.rawValue) \(locale)")
            }
        }
    }

    @Test func `an opt-out is confirmed without a word about the debt`() throws {
        try each { message, what in
            guard what.hasPrefix("opt-out-confirmed") else { return }
            let text = "\(message.content)"
            #expect(!text.contains("234.50") && !text.contains("234,50") && !text.contains("RF18"), "\(what)")
            #expect(!text.contains("pay.acme.example") && !text.contains("INV-7"), "\(what)")
        }
    }

    @Test func `no text of the ladder threatens`() throws {
        let words = [
            "lawsuit", "legal action", "arrest", "seize", "court", "credit score", "jail", "bailiff", "Pfändung",
            "Gericht", "SCHUFA", "Vollstreckung", "Zwangs", "huissier", "saisie", "tribunal", "poursuites",
        ]
        try each(role: .collector) { message, what in
            let text = "\(message.content)".lowercased()
            for word in words { #expect(!text.contains(word.lowercased()), "\(what): \(word)") }
        }
    }
}
