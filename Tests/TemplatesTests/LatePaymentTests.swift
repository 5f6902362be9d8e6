import Dunning
import Foundation
import Testing

@testable import Templates

struct LatePaymentTests {
    private static let root = ShippedTemplatesTests.root.deletingLastPathComponent()

    static func law() throws -> LatePaymentLaw {
        let file = root.appending(path: "rules/interest/eu.toml")
        let bytes = Array(try Data(contentsOf: file))
        let (law, problems) = LatePaymentLaw.read(SourceFile(path: "eu.toml", bytes: bytes))
        return try #require(law, "\(problems)")
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func request(
        country: String = "DE",
        due: String = "2025-03-31",
        today: String = "2025-08-29",
        cents: Int64 = 1_000_000,
        _ change: (inout CompositionRequest) -> Void = { _ in }
    ) throws -> CompositionRequest {
        var action = Sample.action(kind: .business)
        action.debt.kind = .business
        action.debt.due = try day(due)
        action.debt.open = Sample.euros(cents)
        action.debt.invoices = []
        var creditor = Sample.creditor()
        creditor.country = country
        creditor.latePayment = .statutory
        var request = Sample.request(.letter, action: action, creditor: creditor)
        request.today = try day(today)
        request.latePayment = try Self.law()
        change(&request)
        return request
    }

    /// Reckoned by hand: 10,000.00 EUR from 1 April to 29 August 2025, 91 days at the first rate, 60 at the second.
    @Test(arguments: [
        // 10,000 x (91 x 11.27 % + 60 x 10.27 %) / 365
        ("DE", 44_980, "10,27"), ("ES", 44_484, "10,15"), ("IT", 44_484, "10,15"), ("NL", 44_484, "10,15"),
        ("FR", 52_758, "12,15"),
    ])
    func `interest is what one reckons by hand`(country: String, cents: Int64, rate: String) throws {
        let charges = LateCharges(of: try request(country: country))
        #expect(charges.interest?.minor == cents)
        #expect(charges.recoveryCost?.minor == 4_000)
        #expect(charges.total.minor == 1_000_000 + cents + 4_000)
        let percent = LocaleFormats("de-DE").percent(Decimal(charges.rate?.count ?? 0) / 10_000)
        #expect(percent.hasPrefix(rate))
    }

    /// The oracle walks day by day, with its own rates, in exact fractions of a cent.
    @Test func `interest is the sum over all days`() throws {
        var generator = SystemRandomNumberGenerator()
        let rates: [(String, Decimal)] = [
            ("2024-01-01", 12.62), ("2024-07-01", 12.37), ("2025-01-01", 11.27), ("2025-07-01", 10.27),
        ]
        for _ in 0..<200 {
            let due = try day("2024-01-01").adding(days: .random(in: 0...500, using: &generator))
            let today = due.adding(days: .random(in: 1...200, using: &generator))
            let cents = Int64.random(in: 1...999_999_999, using: &generator)
            var exact: Decimal = 0
            var day = due.adding(days: 1)
            while day <= today {
                exact += Decimal(cents) * (rates.last { $0.0 <= day.description }?.1 ?? 0)
                day = day.adding(days: 1)
            }
            var rounded = Decimal()
            var quotient = exact / 36_500
            NSDecimalRound(&rounded, &quotient, 0, .plain)
            let request = try request(due: due.description, today: today.description, cents: cents)
            let interest = LateCharges(of: request).interest?.minor ?? 0
            #expect(Decimal(interest) == rounded, "\(cents) from \(due) to \(today)")
        }
    }

    @Test func `each overdue invoice bears interest from its own day, and the cost is asked once`() throws {
        let request = try request { request in
            request.action.debt.open = Sample.euros(3_000_000)
            request.action.debt.invoices = [
                ("2025-03-31", 1_000_000), ("2025-06-30", 1_000_000), ("2025-08-29", 1_000_000),
            ].compactMap { due, cents in
                CivilDate(due).map {
                    Invoice(number: due, issued: nil, due: $0, amount: Sample.euros(cents), open: Sample.euros(cents))
                }
            }
        }
        // The second: 60 days at 10.27 %; the third is not overdue on its own day.
        let expected: Int64 = 44_980 + 16_882
        let charges = LateCharges(of: request)
        #expect(abs((charges.interest?.minor ?? 0) - expected) <= 1)
        #expect(charges.recoveryCost?.minor == 4_000)
    }

    @Test func `a half-year without a rate gives no interest at all`() throws {
        let unknown = LateCharges(of: try request(due: "2026-06-29", today: "2026-07-01"))
        #expect(unknown.interest == nil && unknown.rate == nil && unknown.recoveryCost?.minor == 4_000)
        let known = LateCharges(of: try request(due: "2026-06-28", today: "2026-06-30"))
        #expect(known.interest?.minor == 563)
        #expect(LateCharges(of: try request(due: "2016-06-29", today: "2016-07-02")).interest == nil)
    }

    @Test func `nothing is asked that the law does not give or the creditor does not ask for`() throws {
        let changes: [(inout CompositionRequest) -> Void] = [
            { $0.creditor.latePayment = .none }, { $0.creditor.country = "CH" }, { $0.action.debtor.kind = .consumer },
            { $0.action.debt.kind = .consumer }, { $0.action.debtor.address?.country = "CH" },
            { $0.action.debtor.address = nil }, { $0.action.debt.open = Sample.money(1_000, "CHF") },
            { $0.action.debt.judgment = true }, { $0.action.debt.timeBarred = true },
            { $0.today = $0.action.debt.due }, { $0.latePayment = .none },
        ]
        for (index, change) in changes.enumerated() {
            #expect(!LateCharges(of: try request(change)).isAny, "change \(index)")
        }
        #expect(LateCharges(of: try request()).isAny)
    }

    @Test func `the engine's own figures win`() throws {
        let charges = LateCharges(
            of: try request {
                $0.action.debt.interest = Sample.euros(123)
                $0.action.debt.fees = Sample.euros(500)
            }
        )
        #expect(charges.interest?.minor == 123 && charges.rate == nil && charges.recoveryCost == nil)
        #expect(charges.total.minor == 1_000_000 + 123 + 500)
        let none = LateCharges(of: try request { $0.action.debt.interest = Sample.euros(0) })
        #expect(none.interest == nil && none.recoveryCost?.minor == 4_000)
    }

    @Test func `an amount of a thousand million million cents is reckoned exactly`() throws {
        let request = try request(due: "2017-01-01", today: "2026-06-30", cents: 1_000_000_000_000_000)
        #expect((LateCharges(of: request).interest?.minor ?? 0) > 800_000_000_000_000)
    }

    @Test(arguments: [
        ("rate = \"2.5\"", "`2.5` is no rate"), ("rate = \"--2.50\"", "is no rate"),
        ("from = \"2026\"", "no half-year"),
        ("to = \"2022H1\"", "ends before it begins"), ("from = \"2024H1\"", "twice"),
    ])
    func `a mistake in the rates is told with its place`(change: String, complaint: String) {
        var run = ["from": "\"2023H1\"", "rate": "\"2.50\""]
        let key = String(change.prefix { $0 != " " })
        run[key] = String(change.drop { $0 != "\"" })
        let fields = run.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        let text = """
            [reference.x]
            name = "x"
            source = "x"
            checked = 2026-01-01
            rates = [ { from = "2024H1", rate = "1.00" }, { \(fields) } ]
            """
        let (law, problems) = LatePaymentLaw.read(SourceFile(path: "eu.toml", bytes: Array(text.utf8)))
        #expect(law == nil && problems.count == 1)
        #expect(problems.first?.description.contains("eu.toml:5:") == true, "\(problems)")
        #expect(problems.first?.description.contains(complaint) == true, "\(problems)")
    }
}

struct AskedAmountTests {
    private func letter(_ body: String) throws -> (ComposedLetter, Money) {
        let files = [
            "reminder/template.toml": "title = \"R\"\npurpose = \"reminder\"\nchannels = [\"letter\"]\n",
            "reminder/de/letter.subject.mustache": "x", "reminder/de/letter.html.mustache": body,
            "_labels/de.toml": Sample.germanLabels, "_partials/total.mustache": "{{totalDue}}",
        ]
        let unused = [
            "reminder/de/email.subject.mustache", "reminder/de/email.html.mustache", "reminder/de/sms.txt.mustache",
        ]
        let (library, diagnostics) = TemplateLibrary.load(files: Sample.files(files, without: Set(unused)))
        let request = Sample.request(.letter, action: Sample.fullAction())
        let message = try #require(library, "\(diagnostics)").compose(request)
        guard case .letter(let letter) = message.content else { throw CompositionError.missing([]) }
        return (letter, message.asked)
    }

    @Test(arguments: [
        ("<p>{{amountDue}}</p>", 123_450), ("<p>{{totalDue}}</p>", 124_934), ("<p>{{>total}}</p>", 124_934),
    ])
    func `text, payment box and code ask for one amount`(body: String, cents: Int64) throws {
        let (letter, asked) = try letter(body)
        #expect(asked == Sample.euros(cents) && letter.transfer?.total == Sample.euros(cents))
        #expect(letter.body == "<p>\(letter.transfer?.amount ?? "")</p>")
    }
}
