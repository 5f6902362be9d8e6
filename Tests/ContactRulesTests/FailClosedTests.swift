import ContactRules
import Dunning
import Testing

/// What is not known never lets a message go, and a finding says what mends it.
struct FailClosedTests {
    static func ask(_ change: (inout ContactQuestion) -> Void) throws -> Decision {
        var question = try ContactQuestion.sample(at: "2026-11-18T20:00:00Z", channel: .email)
        change(&question)
        return try Packs.gate().decide(question)
    }

    static func address(_ country: String, _ region: String?, _ postal: String? = nil, _ city: String? = nil)
        -> PostalAddress
    {
        PostalAddress(city: city, region: region, postalCode: postal, country: country)
    }

    private func note(_ decision: Decision, _ name: String) -> Finding? {
        decision.findings.first { $0.rule.rawValue == "house.\(name)" }
    }

    @Test func `neither address nor number blocks, and the finding says what to supply`() throws {
        let decision = try Self.ask { $0.debtor.address = nil }
        #expect(decision.short == "block")
        #expect(note(decision, "place-known")?.because.contains("supply `debtor.address` or a phone number") == true)
    }

    @Test func `a number of no country blocks and is named`() throws {
        let decision = try Self.ask {
            $0.debtor.address = nil
            $0.debtor.phones = ["+9990001112"]
        }
        #expect(decision.short == "block")
        #expect(note(decision, "place-known")?.because.contains("`+9990001112`") == true)
    }

    @Test func `an unknown country and an unknown zone are told together`() throws {
        let decision = try Self.ask {
            $0.debtor.address = Self.address("XX", nil)
            $0.debtor.zones = ["Mars/Olympus"]
        }
        #expect(decision.short == "block")
        #expect(note(decision, "country-known")?.because.contains("`XX`") == true)
        #expect(note(decision, "zone-known")?.because.contains("`Mars/Olympus`") == true)
        #expect(decision.findings.count == 2)
    }

    @Test(arguments: ["US/Eastern", "America/Detroit", "America/New_York"])
    func `an old name of a zone is as good as the new one, and tells the country`(zone: String) throws {
        let decision = try Self.ask {
            $0.contact.channel = .letter
            $0.debtor.address = nil
            $0.debtor.zones = [zone]
        }
        #expect(decision.short != "block")
        #expect(decision.jurisdictions.map(\.rawValue).contains("us"))
        #expect(note(decision, "region-unknown") != nil)
    }

    @Test func `a zone of no country is no place`() throws {
        let decision = try Self.ask {
            $0.debtor.address = nil
            $0.debtor.zones = ["Etc/UTC"]
        }
        #expect(note(decision, "place-known")?.isOpen == false)
    }

    @Test func `tz data that is older than a pack demands blocks, and names the pack and the release`() throws {
        let rule = "kind = \"window\"\nhours = { daily = [\"08:00-20:00\"] }"
        let trial = try Trial(rule, head: "countries = [\"US\"]\ntzdata = \"2099a\"")
        let decision = trial(try .sample(at: "2026-11-18T15:00:00Z"))
        #expect(decision.short == "block")
        let words = try #require(note(decision, "tzdata-new-enough")).because
        #expect(words.contains("2099a") && words.contains("`t`") && words.contains(Packs.zones.table.version))
    }

    @Test func `a fact of a kind that no rule reads blocks until it is released or over, and names the kind`() throws {
        let rule = "kind = \"window\"\nhours = { daily = [\"00:00-24:00\"] }"
        let fact = try Fact.on("2026-11-10T15:00:00Z", .other(kind: "eclipse", until: nil))
        let decision = try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", facts: [fact]))
        #expect(decision.short == "block" && decision.isHold)
        #expect(note(decision, "fact-known")?.because.contains("`eclipse`") == true)
        let release = try Fact.on("2026-11-11T15:00:00Z", .release(kind: "eclipse"))
        #expect(try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", facts: [fact, release])).short == "send")
        let end = try ContactQuestion.instant("2026-11-12T00:00:00Z")
        let over = try Fact.on("2026-11-10T15:00:00Z", .other(kind: "eclipse", until: end))
        #expect(try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", facts: [over])).short == "send")
    }

    @Test func `a clock that went back waits until it has caught up with the record`() throws {
        let rule = "kind = \"window\"\nhours = { daily = [\"00:00-24:00\"] }"
        let later = try PastContact.out("2026-11-19T15:00:00Z")
        let history = [later, try .out("2026-11-18T14:00:00Z")]
        let decision = try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", history: history))
        #expect(decision.short == "2026-11-19T15:00:00Z")
        #expect(note(decision, "clock")?.because.contains("2026-11-19T15:00:00Z") == true)
        let fact = try Fact.on("2026-11-18T15:30:00Z", .optOut(channel: nil, value: nil, via: "STOP", about: nil))
        #expect(try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", facts: [fact])).short == "2026-11-18T15:30:00Z")
        let now = try PastContact.out("2026-11-18T15:00:00Z")
        #expect(try Trial(rule)(.sample(at: "2026-11-18T15:00:00Z", history: [now])).short == "send")
    }

    @Test func `after a clock went back counts stay right`() throws {
        let cap = "kind = \"cap\"\nlimit = 2\nper = [\"1 day\"]\ncounts = { channels = [\"sms\"] }"
        let history = [try PastContact.out("2026-11-18T16:00:00Z"), try .out("2026-11-18T17:00:00Z")]
        let decision = try Trial(cap)(.sample(at: "2026-11-18T15:00:00Z", history: history))
        #expect(decision.short == "2026-11-19T05:00:00Z")
    }

    @Test(arguments: [("US", nil, "law and clocks of all regions of United States count"), ("US", "US-XX", "`US-XX`")])
    func `an unknown region takes in the law of all regions, and a finding says so`(
        country: String,
        region: String?,
        words: String
    ) throws {
        let decision = try Self.ask { $0.debtor.address = Self.address(country, region) }
        let finding = try #require(note(decision, "region-unknown"))
        #expect(finding.isOpen && finding.because.contains(words), "\(finding.because)")
        #expect(Set(decision.jurisdictions.map(\.rawValue)).isSuperset(of: ["us", "us-dc", "us-fl", "us-ma"]))
    }

    @Test func `where nothing differs by region, an unknown one is no finding`() throws {
        let decision = try Self.ask { $0.debtor.address = Self.address("NL", nil) }
        #expect(note(decision, "region-unknown") == nil)
    }

    @Test(arguments: [
        ("US-NJ", "10001", "-", "us-ny"), ("US-NJ", "-", "Pittsburgh", "us-pa"),
        ("US-OH", "33101", "Columbus", "us-fl"),
    ])
    func `an address that contradicts its region is under the law and the clock of both`(
        region: String,
        postal: String,
        city: String,
        pack: String
    ) throws {
        let decision = try Self.ask {
            $0.debtor.address = Self.address(
                "US",
                region,
                postal == "-" ? nil : postal,
                city == "-" ? nil : city
            )
        }
        let finding = try #require(note(decision, "region-doubtful"))
        #expect(finding.isOpen && finding.because.contains("`\(region)`"), "\(finding.because)")
        #expect(decision.jurisdictions.map(\.rawValue).contains(pack))
    }

    @Test(arguments: [
        ("US", "US-TX", "90210", ["America/Chicago", "America/Denver", "America/Los_Angeles"]),
        ("US", "US-WA", "10001", ["America/Los_Angeles", "America/New_York"]),
    ])
    func `a contradiction takes in the zones of both regions`(
        country: String,
        region: String,
        postal: String,
        zones: [String]
    ) throws {
        let decision = try Self.ask { $0.debtor.address = Self.address(country, region, postal) }
        #expect(Set(decision.zones) == Set(zones))
    }

    @Test(arguments: [
        ("US", "US-OH", "43004", "Columbus"), ("GB", "GB-EDH", "EH1 1AA", "Edinburgh"),
        ("ES", "ES-CT", "08001", "Barcelona"),
        ("FR", "FR-IDF", "75001", "Paris"), ("FR", "FR-75C", "75001", "Paris"), ("DE", "DE-NW", "50667", "Köln"),
        ("CA", "CA-QC", "H2X 1Y4", "Montréal"), ("CA", "CA-ON", "K1A 0A1", "Ottawa"),
        ("IT", "IT-25", "20121", "Milano"),
        ("GB", "GB-LND", "SW1A 1AA", "London"), ("BR", "BR-SP", "01310-100", "São Paulo"),
        ("US", "US-NY", "06390", "Fishers Island"),
    ])
    func `an address that fits together has no such finding`(row: (String, String, String, String)) throws {
        let decision = try Self.ask { $0.debtor.address = Self.address(row.0, row.1, row.2, row.3) }
        #expect(!decision.findings.contains { $0.rule.rawValue.hasPrefix("house.region-") })
    }

    @Test func `a phone of another region than the address is normal`() throws {
        let decision = try Self.ask { $0.debtor.phones = ["+12125550110"] }
        #expect(!decision.findings.contains { $0.rule.rawValue.hasPrefix("house.region-") })
    }

    @Test(arguments: [["+16145550110", "+4915112345678"], ["+4915112345678", "+16145550110"]])
    func `without an address every country counts that a number names, mobiles too`(phones: [String]) throws {
        let decision = try Self.ask {
            $0.debtor.address = nil
            $0.debtor.phones = phones
        }
        #expect(Set(decision.jurisdictions.map(\.rawValue)).isSuperset(of: ["de", "us", "house"]))
        #expect(Set(decision.zones) == ["America/New_York", "Europe/Berlin"])
    }

    @Test func `a mobile number adds nothing to another number of its country that has a place`() throws {
        let decision = try Self.ask {
            $0.debtor.address = nil
            $0.debtor.phones = ["+16145550110", "+18885550108"]
        }
        #expect(decision.zones == ["America/New_York"])
        #expect(note(decision, "region-unknown") == nil)
    }
}
