import ContactRules
import Dunning
import Testing

struct PlaceTests {
    /// The zones that a decision names for an address or a number.
    static func zones(_ region: String?, _ city: String?, _ postal: String?, phone: String? = nil) throws -> [String] {
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: .email)
        question.debtor.address = region.map {
            PostalAddress(city: city, region: $0, postalCode: postal, country: String($0.prefix(2)))
        }
        question.debtor.phones = phone.map { [$0] } ?? []
        return try Packs.gate().decide(question).zones
    }

    /// Region, town, postal code, zones; `-` = not known.
    static let addresses = [
        "US-TX|El Paso|79901|America/Denver",
        "US-TX|EL PASO|-|America/Denver",
        "US-TX|Austin|-|America/Chicago",
        "US-IN|Gary|46402|America/Chicago",
        "US-IN|Indianapolis|46204|America/New_York",
        "US-ID|Coeur d'Alene|83814|America/Los_Angeles",
        "US-SD|Rapid City|-|America/Denver",
        "US-AZ|Window Rock|-|America/Denver",
        "US-AZ|Phoenix|-|America/Phoenix",
        "US-FL|-|32501|America/Chicago",
        "US-FL|-|-|America/New_York America/Chicago",
        "US-KY|Bowling Green|-|America/Chicago",
        "AU-NSW|Broken Hill|2880|Australia/Broken_Hill",
        "AU-NSW|Sydney|2000|Australia/Sydney",
        "AU-NSW|-|2898|Australia/Lord_Howe",
        "CA-ON|Ottawa|K1A 0A1|America/Toronto",
        "CA-BC|Fort St. John|V1J 1Z4|America/Dawson_Creek",
        "CA-QC|Montréal|-|America/Toronto",
        "GB-EDH|Edinburgh|-|Europe/London",
        "DE-BE|-|-|Europe/Berlin",
    ]

    @Test(arguments: addresses)
    func `an address keeps the zone of its town, its postal code or its region`(row: String) throws {
        let parts = row.split(separator: "|").map { $0 == "-" ? nil : String($0) }
        let expected = try #require(parts[3]).split(separator: " ").map(String.init)
        #expect(try Set(Self.zones(parts[0], parts[1], parts[2])) == Set(expected))
    }

    static let numbers: [String: [String]] = [
        "+16145550110": ["America/New_York"], "+18125550106": ["America/Chicago", "America/New_York"],
        "+12085550122": ["America/Denver", "America/Los_Angeles"], "+61262345678": ["Australia/Sydney"],
        "+493012345678": ["Europe/Berlin"], "+4915112345678": ["Europe/Berlin"], "+12425551234": ["America/Nassau"],
    ]

    @Test(arguments: numbers.keys.sorted())
    func `without an address the number stands in`(phone: String) throws {
        let expected = try #require(Self.numbers[phone])
        let zones = try Self.zones(nil, nil, nil, phone: phone)
        #expect(Set(zones).isSuperset(of: expected))
        #expect(zones.count <= expected.count + 2)
    }

    @Test func `a toll-free number points nowhere beside an address, and to all of the country without one`() throws {
        #expect(try Self.zones("US-ID", "Boise", "83702", phone: "+18885550108") == ["America/Denver"])
        #expect(try Self.zones(nil, nil, nil, phone: "+18885550108").count == 8)
    }

    @Test(arguments: [["+16145550110", "+14155550110"], ["+14155550110", "+16145550110"]])
    func `without an address a collector waits until it is day at every number`(phones: [String]) throws {
        // 8:30 in Ohio and 5:30 in San Francisco.
        var question = try ContactQuestion.sample(at: "2026-11-18T13:30:00Z", channel: .email, role: .collector)
        question.debtor.address = nil
        question.debtor.phones = phones
        let decision = try Packs.gate().decide(question)
        #expect(decision.short == "2026-11-18T16:00:00Z")
        #expect(Set(decision.zones) == ["America/New_York", "America/Los_Angeles"])
    }

    @Test func `bad lines of the place files are told with their lines, all at once`() {
        let text = "AA\tEurope/Paris\nBB\n\nCC\t-\n"
        let (_, diagnostics) = PlaceTable.reading([
            SourceFile(path: "p/countries.tsv", bytes: Array(text.utf8)),
            SourceFile(path: "p/phones.tsv", bytes: Array("44\tZZ\t-\t-\n4x\tAA\t-\t-\n".utf8)),
        ])
        #expect(diagnostics.map(\.place.line) == [2, 4, 1, 2])
    }
}
