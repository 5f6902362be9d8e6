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
        "US-IN|Knox|46534|America/Chicago", "US-IN|-|47906|America/New_York", "US-IN|-|47586|America/Chicago",
        "US-KY|-|42701|America/New_York", "US-KY|-|42717|America/Chicago", "US-KY|Louisville|40202|America/New_York",
        "US-FL|-|32401|America/Chicago", "US-FL|-|32456|America/New_York", "US-FL|-|32301|America/New_York",
        "US-TN|-|37402|America/New_York", "US-TN|-|37201|America/Chicago", "US-TN|-|37327|America/Chicago",
        "US-TX|-|79835|America/Denver", "US-TX|-|79830|America/Chicago", "US-MI|-|49801|America/Chicago",
        "US-MI|-|49855|America/New_York", "US-NE|-|69153|America/Denver", "US-NE|-|69101|America/Chicago",
        "US-KS|-|67735|America/Denver", "US-KS|-|67701|America/Chicago", "US-SD|-|57501|America/Chicago",
        "US-SD|-|57701|America/Denver", "US-ND|-|58601|America/Denver", "US-ND|-|58501|America/Chicago",
        "US-ID|-|83501|America/Los_Angeles", "US-ID|-|83702|America/Denver", "US-OR|-|97914|America/Denver",
        "US-OR|-|97702|America/Los_Angeles", "US-AZ|-|86515|America/Denver", "US-AZ|-|86001|America/Phoenix",
        "US-NV|-|89883|America/Denver", "US-AK|-|99546|America/Adak", "US-PR|-|-|America/Puerto_Rico",
        "BR-SP|-|-|America/Sao_Paulo", "BR-AC|-|-|America/Rio_Branco", "BR-AM|-|69005-000|America/Manaus",
        "MX-BCN|Tijuana|-|America/Tijuana", "ID-BA|-|-|Asia/Makassar", "RU-PRI|-|-|Asia/Vladivostok",
        "ES-TF|-|38001|Atlantic/Canary", "ES-CT|-|08001|Europe/Madrid", "PT-20|-|9500-001|Atlantic/Azores",
        "CA-BC|-|V1Y 1A1|America/Vancouver", "CA-BC|-|V1C 1A1|America/Edmonton", "CA-BC|-|V6B 1A1|America/Vancouver",
        "CA-ON|-|P9N 1A1|America/Winnipeg", "CA-ON|-|P7B 1A1|America/Toronto", "CA-SK|-|S7K 1A1|America/Regina",
        "CA-SK|-|S9V 1A1|America/Edmonton", "CA-NU|-|X0B 0C0|America/Cambridge_Bay",
        "CL-VS|Hanga Roa|-|Pacific/Easter", "NZ-CIT|-|-|Pacific/Chatham", "CA-BC|Creston|V0B 1G0|America/Creston",
    ]

    @Test(arguments: addresses)
    func `an address keeps the zone of its town, its postal code or its region`(row: String) throws {
        let parts = row.split(separator: "|").map { $0 == "-" ? nil : String($0) }
        let expected = try #require(parts[3]).split(separator: " ").map(String.init)
        #expect(try Set(Self.zones(parts[0], parts[1], parts[2])) == Set(expected))
    }

    /// Country, postal code, town, the regions taken from them, zones.
    static let withoutRegion = [
        "US|10001|-|US-NY|America/New_York", "US|06390|-|US-CT US-NY|America/New_York",
        "US|20001|-|US-DC|America/New_York", "US|47906|-|US-IN|America/New_York", "US|46402|-|US-IN|America/Chicago",
        "US|83414|-|US-ID US-WY|America/Denver", "US|-|Pittsburgh|US-PA|America/New_York",
        "CA|K1A 0A1|-|CA-ON CA-QC|America/Toronto", "CA|h2x1y4|-|CA-QC|America/Toronto",
        "CA|X1A 1A1|-|CA-NT|America/Inuvik America/Edmonton", "DE|50667|-|DE-NW|Europe/Berlin",
        "DE|21037|-|DE-HH DE-NI DE-SH|Europe/Berlin", "GB|EH1 1AA|-|GB-SCT|Europe/London",
        "GB|E1 6AN|-|GB-ENG|Europe/London", "GB|G1 1AA|-|GB-SCT|Europe/London",
        "GB|TD15 1AA|-|GB-ENG GB-SCT|Europe/London",
        "GB|BT1 1AA|-|GB-NIR|Europe/London", "FR|67000|-|FR-67|Europe/Paris", "FR|97400|-|FR-974|Indian/Reunion",
        "ES|08001|-|ES-B|Europe/Madrid", "BR|01310-100|-|BR-SP|America/Sao_Paulo", "BR|20040|-|BR-RJ|America/Sao_Paulo",
        "AU|2000|-|AU-NSW|Australia/Sydney", "AU|2620|-|AU-ACT AU-NSW|Australia/Sydney",
        "AU|3000|-|AU-VIC|Australia/Melbourne",
        "IT|39100|-|IT-BZ|Europe/Rome", "PT|9500-001|-|PT-20|Atlantic/Azores",
    ]

    @Test(arguments: withoutRegion)
    func `without a region the postal code tells it, or a town of a name that is there once`(row: String) throws {
        let parts = row.split(separator: "|").map { $0 == "-" ? nil : String($0) }
        var question = try ContactQuestion.sample(at: "2026-11-18T15:00:00Z", channel: .letter)
        let country = try #require(parts[0])
        question.debtor.address = PostalAddress(city: parts[2], region: nil, postalCode: parts[1], country: country)
        let decision = try Packs.gate().decide(question)
        let note = try #require(decision.findings.first { $0.rule.rawValue == "house.region-derived" })
        #expect(note.isOpen)
        for region in parts[3]?.split(separator: " ") ?? [] { #expect(note.because.contains("`\(region)`")) }
        #expect(
            note.because.count(where: { $0 == "`" }) == 2 * (parts[3]?.split(separator: " ").count ?? 0),
            "\(note.because)"
        )
        #expect(decision.zones == parts[4]?.split(separator: " ").map(String.init), "\(decision.zones)")
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

    /// Area codes that span a border of zones: north-western Indiana, western Kentucky, the Panhandle, the Upper Peninsula.
    @Test(arguments: ["+12195550100", "+12705550100", "+18125550100", "+18505550100", "+19065550100", "+19315550100"])
    func `an area code on a border of zones points to both sides`(phone: String) throws {
        let expected: Set<String> =
            phone.hasPrefix("+1931") ? ["America/Chicago"] : ["America/New_York", "America/Chicago"]
        #expect(try Set(Self.zones(nil, nil, nil, phone: phone)) == expected)
    }

    @Test(arguments: ["+12505550100", "+17785550100", "+12365550100", "+16725550100"])
    func `the overlays of British Columbia point to all of its clocks, the Lower Mainland's own code to one`(
        phone: String
    ) throws {
        let zones = try Set(Self.zones(nil, nil, nil, phone: phone))
        #expect(zones.isSuperset(of: ["America/Vancouver", "America/Edmonton", "America/Dawson_Creek"]))
        #expect(try Self.zones(nil, nil, nil, phone: "+16045550100") == ["America/Vancouver"])
    }

    @Test(arguments: ["800", "833", "844", "855", "866", "877", "888"])
    func `a toll-free number without an address takes in all of the country`(code: String) throws {
        #expect(try Self.zones(nil, nil, nil, phone: "+1\(code)5550108").count == 8)
    }

    @Test func `a toll-free number points nowhere beside an address, and to all of the country without one`() throws {
        #expect(try Self.zones("US-ID", "Boise", "83702", phone: "+18885550108") == ["America/Denver"])
        #expect(try Self.zones(nil, nil, nil, phone: "+18885550108").count == 8)
    }

    @Test(arguments: [["+16145550110", "+17025550110"], ["+17025550110", "+16145550110"]])
    func `without an address a collector waits until it is day at every number`(phones: [String]) throws {
        // 8:30 in Ohio and 5:30 in Nevada.
        var question = try ContactQuestion.sample(at: "2026-11-18T13:30:00Z", channel: .email, role: .collector)
        question.debtor.address = nil
        question.debtor.phones = phones
        let decision = try Packs.gate().decide(question)
        #expect(decision.short == "2026-11-18T16:00:00Z")
        #expect(Set(decision.zones) == ["America/New_York", "America/Los_Angeles"])
    }

    @Test func `a pack of a region that no place is in is a mistake, and so are holidays that are kept nowhere`() throws
    {
        let text = """
            [pack]
            id = "t"
            title = "T"
            countries = ["US"]
            regions = ["US-OH", "US-ZZ"]

            [holidays]
            own = [{ name = "Day", on = "01-01", regions = ["US-QQ"] }]

            [[rule]]
            id = "t.hours"
            kind = "window"
            title = "T"
            citation = "none"
            source = "none"
            confidence = "high"
            basis = "policy"
            holidays = "own"
            hours = { daily = ["08:00-20:00"], holidays = [] }
            """
        let (book, diagnostics) = RuleBook.compiling(
            [SourceFile(path: "t.toml", bytes: Array(text.utf8))],
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: "t"
        )
        #expect(book == nil)
        let mistakes = diagnostics.filter { $0.severity == .error }
        #expect(mistakes.map(\.place.field) == ["holidays", "pack.regions"])
        #expect(mistakes.allSatisfy { $0.place.file == "t.toml" })
    }

    @Test func `bad lines of the place files are told with their lines, all at once`() {
        let text = "AA\tAland\tEurope/Paris\nBB\n\nCC\tCeland\t-\n"
        let (_, diagnostics) = PlaceTable.reading([
            SourceFile(path: "p/countries.tsv", bytes: Array(text.utf8)),
            SourceFile(path: "p/phones.tsv", bytes: Array("44\tZZ\t-\t-\n4x\tAA\t-\t-\n".utf8)),
        ])
        #expect(diagnostics.map(\.place.line) == [2, 4, 1, 2])
    }
}
