import Dunning

extension TemplateLibrary {
    /// How each value looks in a locale, by its name in the catalogue: made by the view itself, of an invented action.
    ///
    /// Values of list elements are those of the first element. What depends on rules or configuration (disclosures) is
    /// as the catalogue has it.
    public func examples(in locale: String) -> [String: String] {
        // The engine's fees stand in place of the fixed compensation, so no one message has both.
        let views = [false, true].compactMap { FieldSample.request(in: locale, withFees: $0) }.map {
            sampleView(of: $0, in: locale).members.object
        }
        return FieldCatalogue.fields.reduce(into: [:]) { examples, field in
            let path = field.name.split(separator: ".").map(String.init)
            let made = views.lazy.compactMap { path.reduce(Optional($0), { $0?.first?.member($1) })?.shownText }.first
            let described = field.kind == .text && !field.example.isEmpty ? field.example : nil
            examples[field.name] = made ?? described
        }
    }

    private func sampleView(of request: CompositionRequest, in locale: String) -> MessageView {
        let folder = LocaleChain.widening(locale).first { labels[$0] != nil }
        return MessageView(
            request,
            language: LocaleChain.language(of: locale),
            payWithin: 10,
            wanted: .all,
            formats: formats[locale],
            labels: folder.flatMap { labels[$0] } ?? .none
        )
    }
}

extension MustacheValue {
    /// The first element of a list, any other value itself.
    fileprivate var first: MustacheValue? {
        if case .list(let elements) = self { elements.first } else { self }
    }
}

/// An invented message with every value that there is.
enum FieldSample {
    /// Nil only if the invented action could not be read, which a test rules out.
    static func request(in locale: String, withFees: Bool) -> CompositionRequest? {
        guard let json = try? JSON(parsing: action), let key = PaymentLinkKey("an invented key, only for examples")
        else {
            return nil
        }
        let reader = JSONFieldReader(json, at: Place(file: "sample"))
        guard var action = Action(reading: reader), let today = CivilDate("2026-10-18") else { return nil }
        action.debtor.locale = locale
        if withFees { action.debt.fees = Money(minor: 250, currency: action.debt.open.currency) }
        return CompositionRequest(
            action: action,
            creditor: creditor(in: locale),
            template: TemplateID(trusted: "sample"),
            channel: .email,
            attempt: AttemptID(trusted: "act-2026-000123.1"),
            today: today,
            phone: "+49 30 23125042",
            latePayment: law,
            paymentLinks: PaymentLinkTerms(
                links: PaymentLinks(key: key, previous: nil, days: 30),
                decided: today.startInUTC
            )
        )
    }

    private static func creditor(in locale: String) -> Creditor {
        Creditor(
            id: CreditorID(trusted: "acme"),
            name: "Acme Energy GmbH",
            role: .collector,
            address: ["Beispielweg 1", "10115 Berlin"],
            country: "DE",
            locale: locale,
            phone: "+493023125042",
            email: "billing@acme.example",
            iban: "DE02120300000000202051",
            bic: "BYLADEM1001",
            optOutPage: "https://acme.example/stop",
            originalCreditor: "Stadtwerke Beispiel",
            latePayment: .statutory
        )
    }

    /// An invented rate, so that the example does not wait for the next half-year.
    private static let law: LatePaymentLaw = {
        var law = LatePaymentLaw()
        law.countries["DE"] = LatePaymentLaw.Country(reference: "sample", points: 900, recoveryCost: 4_000)
        for year in ["2026H1", "2026H2"].compactMap(HalfYear.init) { law.rates["sample", default: [:]][year] = 127 }
        return law
    }()

    private static let action = """
        {"id": "act-2026-000123", "creditor": "acme", "account": "ACC-1", "level": 2, "channel": "email",
         "template": "sample",
         "debt": {"id": "D-1", "kind": "business", "due": "2026-10-01", "open": {"minor": 123450, "currency": "EUR"},
                  "invoices": [{"number": "INV-7", "issued": "2026-09-01", "due": "2026-10-01",
                                "amount": {"minor": 113450, "currency": "EUR"},
                                "open": {"minor": 103450, "currency": "EUR"}},
                               {"number": "INV-9", "due": "2026-10-01", "amount": {"minor": 20000, "currency": "EUR"},
                                "open": {"minor": 20000, "currency": "EUR"}}]},
         "debtor": {"id": "P1", "kind": "business", "name": "Beispiel & Co.", "salutation": "ms", "title": "Dr.",
                    "givenName": "Jana", "familyName": "Beispiel", "contactPerson": "Jana Beispiel",
                    "address": {"lines": ["Musterstr. 2"], "city": "Köln", "postalCode": "50667", "country": "DE"}},
         "payment": {"link": "https://pay.acme.example/D-1", "reference": "RF18539007547034"}}
        """
}
