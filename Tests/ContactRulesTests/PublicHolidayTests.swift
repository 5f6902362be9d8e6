import ContactRules
import Dunning
import Testing

/// The public holidays of places without a pack, as the house default keeps them.
struct PublicHolidayTests {
    private func ask(_ country: String, _ at: String, region: String? = nil) throws -> Decision {
        var question = try ContactQuestion.sample(at: at, channel: .email)
        question.debtor.address = PostalAddress(city: nil, region: region, postalCode: nil, country: country)
        return try Packs.gate().decide(question)
    }

    @Test(arguments: [
        // Jamhuri Day, a Saturday, in Kenya; the 13th is a Sunday.
        ("KE", "2026-12-12T09:00:00Z", "2026-12-14T05:00:00Z"),
        // Islamic New Year in Egypt, kept on Thursday, the 18th of June.
        ("EG", "2026-06-18T09:00:00Z", "2026-06-19T05:00:00Z"),
        // Iceland's first day of summer.
        ("IS", "2026-04-23T09:00:00Z", "2026-04-24T08:00:00Z"),
    ])
    func `the house keeps the public holidays of a country without a pack`(row: (String, String, String)) throws {
        let decision = try ask(row.0, row.1)
        #expect(decision.short == row.2, "\(decision.findings.map(\.because))")
        #expect(!decision.findings.contains { $0.rule.rawValue == "house.holidays-unknown" })
    }

    @Test(arguments: [("BA-BIH", "2026-11-26T07:00:00Z"), ("BA-SRP", "send")])
    func `a holiday of a region is kept there and nowhere else`(region: String, expected: String) throws {
        // Statehood Day of the Federation of Bosnia and Herzegovina, a Wednesday.
        #expect(try ask("BA", "2026-11-25T09:00:00Z", region: region).short == expected)
    }

    @Test(arguments: [("KE", "2036-02-05T09:00:00Z"), ("UA", "2026-11-18T09:00:00Z")])
    func `beyond the table a finding says that no holidays are known`(country: String, at: String) throws {
        let finding = try ask(country, at).findings.first { $0.rule.rawValue == "house.holidays-unknown" }
        #expect(try #require(finding).isOpen)
    }

    /// Epiphany, a Tuesday: kept in Baden-Württemberg and Bavaria, not in Hesse; 69 may be either of the first and Hesse.
    @Test(arguments: [("60311", "send"), ("69117", "2026-01-07T07:00:00Z"), ("80331", "2026-01-07T07:00:00Z")])
    func `a postal code on a border keeps the holidays of the regions that it names, and of no other`(
        postal: String,
        expected: String
    ) throws {
        var question = try ContactQuestion.sample(at: "2026-01-06T09:00:00Z", channel: .email)
        question.debtor.address = PostalAddress(city: nil, region: nil, postalCode: postal, country: "DE")
        #expect(try Packs.gate().decide(question).short == expected)
        // Women's Day is kept in Berlin and Mecklenburg alone: a Monday in 2027.
        question.contact.at = try ContactQuestion.instant("2027-03-08T09:00:00Z")
        #expect(try Packs.gate().decide(question).short == "send")
    }

    @Test func `the house knows the holidays of every country but two`() throws {
        let table = try #require(Packs.files("rules/places", "countries.tsv").first)
        let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        let countries = lines.compactMap { $0.split(separator: "\t").first.map(String.init) }
        #expect(countries.count > 240)
        let unknown = try countries.filter { country in
            try ask(country, "2026-11-18T09:00:00Z").findings.contains { $0.rule.rawValue == "house.holidays-unknown" }
        }
        // The package has none for Ukraine in wartime, nor for a territory without inhabitants.
        #expect(unknown == ["IO", "UA"])
    }

    @Test func `where a pack has hours of its own nothing is said of the table`() throws {
        let decision = try ask("DE", "2036-02-05T09:00:00Z", region: "DE-BE")
        #expect(!decision.findings.contains { $0.rule.rawValue == "house.holidays-unknown" })
    }

    @Test func `bad lines of the holiday table are told with their lines`() {
        let text = "KE\t-\tX\t01-01\nyears\t-\t-\t2025 2035\nKE\t-\tX\t13-01\nKE\t-\tX\t2025-02-30\nKE\t-\tX\t02-29\n"
        let (_, diagnostics) = PlaceTable.reading([SourceFile(path: "holidays.tsv", bytes: Array(text.utf8))])
        #expect(diagnostics.map(\.place.line) == [1, 3, 4])
    }
}
