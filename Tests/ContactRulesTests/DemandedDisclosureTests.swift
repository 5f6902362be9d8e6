import ContactRules
import Dunning
import Testing

/// What lint asks the rule book about the texts that a place demands.
struct DemandedDisclosureTests {
    private func texts(_ place: String, _ channel: Channel, _ role: Role, day: Int = 20_744) throws -> Set<String> {
        let book = try #require(Packs.book.book)
        let demands = book.disclosures(
            in: place,
            channel: channel,
            purpose: .reminder,
            role: role,
            on: CivilDate(dayNumber: day)
        )
        return Set(demands.map(\.disclosure.rawValue))
    }

    @Test func `collectors in the United States say who they are, and how to opt out of emails`() throws {
        #expect(try texts("US", .email, .collector) == ["opt-out", "mini-miranda", "mini-miranda-initial"])
        #expect(try texts("US-CA", .letter, .collector) == ["mini-miranda", "mini-miranda-initial"])
        #expect(try texts("US-OH", .letter, .creditor) == [])
    }

    @Test func `a region has the texts of its own pack, and before a rule is in force there is none`() throws {
        #expect(try texts("US-DC", .email, .creditor).contains("opt-out"))
        #expect(try !texts("US-OH", .email, .creditor).contains("opt-out"))
        #expect(try !texts("US-DC", .email, .creditor, day: 18_000).contains("opt-out"))
    }

    @Test func `places are known by their codes`() throws {
        let book = try #require(Packs.book.book)
        #expect(book.knows("DE") && book.knows("US-CA") && !book.knows("UK") && !book.knows("US-ZZ"))
    }
}
