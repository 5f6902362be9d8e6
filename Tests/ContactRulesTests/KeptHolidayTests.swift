import ContactRules
import Dunning
import Testing

struct KeptHolidayTests {
    private func days(_ pack: String, _ year: Int, _ region: String? = nil) throws -> [KeptHoliday] {
        let book = try #require(Packs.book.book)
        let pack = try #require(book.packs.first { $0.id.rawValue == pack })
        return pack.keptHolidays(in: year...year, region: region)
    }

    @Test func `what all regions keep comes once, what one keeps with its name`() throws {
        let all = try days("de", 2026)
        let unity = all.filter { $0.date == CivilDate("2026-10-03") }
        #expect(unity.map(\.region) == [nil])
        let corpus = all.filter { $0.date == CivilDate("2026-06-04") }.map(\.region)
        #expect(corpus.contains("DE-BY") && !corpus.contains("DE-BE") && !corpus.contains(nil))
    }

    @Test func `a region keeps its own days and those of all`() throws {
        let bavaria = try days("de", 2026, "DE-BY").map { "\($0.date)" }
        #expect(bavaria.contains("2026-10-03") && bavaria.contains("2026-06-04") && !bavaria.contains("2026-03-08"))
        #expect(bavaria == bavaria.sorted())
    }

    @Test func `a day tells the rules that go by it`() throws {
        let day = try #require(try days("de", 2026).first)
        #expect(day.rules.map(\.rawValue).contains { $0.hasPrefix("de.") })
        #expect(day.json["date"]?.string == "2026-01-01")
    }
}
