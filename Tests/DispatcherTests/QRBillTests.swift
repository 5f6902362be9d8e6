import DunlinTesting
import Dunning
import Foundation
import Letters
import Storage
import Templates
import Testing

@testable import Dispatcher

/// Which letters bear a Swiss QR-bill.
struct QRBillTests {
    /// The payload of the code on the letter that the composer would send.
    func payload(
        _ creditor: Creditor,
        _ minor: Int64 = 123_455,
        _ currency: String = "CHF",
        _ change: (inout Action) -> Void = { _ in }
    ) async throws -> [String]? {
        var action = Action.sample(plan: .message(.letter, TemplateID(trusted: "reminder")))
        action.debtor.name = "Zoé Exemple"
        action.debtor.address = PostalAddress(
            lines: ["Chemin du Modèle 12"],
            city: "Genève",
            region: "CH-GE",
            postalCode: "1201",
            country: "CH"
        )
        action.debt.open = Money(minor: minor, currency: try #require(Currency(currency)))
        action.debt.invoices = []
        action.payment.reference = "REF 7"
        change(&action)
        let now = Trial.start
        let press = LetterPress()
        var code: [String]?
        try await Trial.with { trial in
            var playbook = trial.playbook
            playbook.creditors[creditor.id] = creditor
            let composer = Composer(
                playbook: playbook,
                templates: trial.shelf.templates,
                press: press,
                rules: trial.shelf.book,
                options: ComposerOptions(tasks: 1, optOutKey: nil, unanswerable: [], phones: [:], envelopes: [:])
            )
            let prepared = try composer.prepare(Self.letter(to: action, at: now), at: now, salt: [1]).get()
            guard case .letter(let letter) = prepared.composition.content else { return }
            let document = LetterDocument(
                letter,
                prepared.composition,
                to: action.debtor,
                creditor,
                .din5008B,
                phone: nil,
                created: now
            )
            code = try press.print(document).paymentCode?.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
        }
        return code
    }

    static var swiss: Creditor {
        var creditor = Trial.acme
        creditor.country = "CH"
        creditor.iban = "CH5800791123000889012"
        creditor.bic = nil
        creditor.billAddress = TownAddress(street: "Rue X", house: "7", postalCode: "1003", town: "Lausanne")
        return creditor
    }

    @Test func `a Swiss debtor who owes francs to a Swiss account gets one`() async throws {
        let code = try #require(try await payload(Self.swiss))
        #expect(code[3] == "CH5800791123000889012")
        #expect(code[4...10] == ["S", "Acme Energy GmbH", "Rue X", "7", "1003", "Lausanne", "CH"])
        #expect(code[18...19] == ["1234.55", "CHF"])
        #expect(code[20...26] == ["S", "Zoé Exemple", "Chemin du Modèle 12", "", "1201", "Genève", "CH"])
        #expect(code[27...30] == ["NON", "", "REF 7", "EPD"])
    }

    @Test func `a QR reference takes the QR-IBAN, another the IBAN`() async throws {
        var creditor = Self.swiss
        creditor.qrIBAN = "CH4431999123000889012"
        let code = try #require(
            try await payload(creditor) { $0.payment.reference = "210000000003139471430009017" }
        )
        #expect(code[3] == "CH4431999123000889012" && code[27] == "QRR")
        let other = try #require(try await payload(creditor) { $0.payment.reference = "RF18539007547034" })
        #expect(other[3] == "CH5800791123000889012" && other[27] == "SCOR")
    }

    @Test func `a debtor whose name the standard does not take is left open`() async throws {
        let code = try #require(try await payload(Self.swiss) { $0.debtor.name = "山田花子" })
        #expect(code[20...26].allSatisfy { $0.isEmpty })
    }

    @Test func `euro asked of a debtor abroad, other currencies and other accounts have none`() async throws {
        let abroad = try await payload(Self.swiss, 5, "EUR") {
            $0.debtor.address?.country = "FR"
        }
        #expect(abroad == nil)
        let pounds = try await payload(Self.swiss, 5, "GBP")
        #expect(pounds == nil)
        var creditor = Self.swiss
        creditor.billAddress = nil
        let unaddressed = try await payload(creditor)
        #expect(unaddressed == nil)
    }

    @Test func `euro go to a German account by the code for SEPA`() async throws {
        let code = try await payload(Trial.acme, 5, "EUR")
        #expect(code?.first == "BCD")
    }

    private static func letter(to action: Action, at now: Instant) -> Intent {
        let attempt = Attempt(
            id: AttemptID(trusted: "A1.1"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: nil,
            step: 0,
            point: ContactPoint(channel: .letter, value: nil, use: .home),
            mode: .envelope,
            purpose: .reminder,
            template: TemplateID(trusted: "reminder"),
            provider: ProviderID(trusted: "letter.primary"),
            disclosures: [],
            decidedAt: now,
            openUntil: nil
        )
        return Intent(attempt: attempt, action: action, progress: Progress(state: .working, attempts: 1))
    }
}
