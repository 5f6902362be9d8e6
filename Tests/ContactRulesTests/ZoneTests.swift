import ContactRules
import Dunning
import Foundation
import Testing

struct ZoneTests {
    @Test(arguments: [
        ("America/New_York", "2026-11-01T05:59:59Z", -14400), ("America/New_York", "2026-11-01T06:00:00Z", -18000),
        ("America/New_York", "2090-07-01T00:00:00Z", -14400), ("Europe/Dublin", "2026-12-01T00:00:00Z", 0),
        ("Europe/Dublin", "2060-07-01T00:00:00Z", 3600), ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800),
        ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39600), ("Asia/Kathmandu", "2026-01-01T00:00:00Z", 20700),
        ("Pacific/Chatham", "2026-11-18T00:00:00Z", 49500), ("Antarctica/Troll", "2026-07-01T00:00:00Z", 7200),
        ("Antarctica/Troll", "2026-12-01T00:00:00Z", 0), ("US/Eastern", "2026-11-01T06:00:00Z", -18000),
        ("Asia/Calcutta", "2026-01-01T00:00:00Z", 19800), ("America/Indiana/Knox", "2026-11-18T00:00:00Z", -21600),
    ])
    func `each instant has its offset, in the far future too`(name: String, at: String, offset: Int) throws {
        let local = try #require(Packs.zones.table.local(ContactQuestion.instant(at), in: name))
        #expect(local.offset == offset)
    }

    @Test func `our zones agree with Foundation's over thirty years`() throws {
        var generator = SeededNumbers(seed: 7)
        for name in ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Chatham", "Europe/Dublin"] {
            let foundation = try #require(TimeZone(identifier: name))
            for _ in 0..<500 {
                let second = Int64.random(in: 1_000_000_000...2_000_000_000, using: &generator)
                let local = try #require(Packs.zones.table.local(Instant(seconds: second), in: name))
                let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
                #expect(local.offset == expected, "\(name) \(second)")
            }
        }
    }

    /// What the laws of 2026 changed; a database of 2025 has all of these wrong.
    static let changedIn2026 = [
        ("America/Vancouver", "2026-11-01T08:59:59Z", -25200), ("America/Vancouver", "2026-11-01T09:00:00Z", -25200),
        ("America/Vancouver", "2026-12-15T00:00:00Z", -25200), ("America/Vancouver", "2027-07-01T00:00:00Z", -25200),
        ("America/Vancouver", "2025-12-15T00:00:00Z", -28800), ("America/Edmonton", "2026-12-15T00:00:00Z", -21600),
        ("America/Edmonton", "2026-11-01T08:00:00Z", -21600), ("America/Edmonton", "2026-02-01T00:00:00Z", -25200),
        ("America/Inuvik", "2026-12-15T00:00:00Z", -21600), ("America/Yellowknife", "2026-12-15T00:00:00Z", -21600),
        ("Africa/Casablanca", "2026-09-20T03:00:00Z", 0), ("Africa/Casablanca", "2026-09-19T12:00:00Z", 3600),
        ("Africa/Casablanca", "2027-07-01T00:00:00Z", 0), ("America/Los_Angeles", "2026-12-15T00:00:00Z", -28800),
    ]

    @Test(arguments: changedIn2026)
    func `the clocks of British Columbia, Alberta, the Northwest Territories and Morocco stand still from 2026 on`(
        name: String,
        at: String,
        offset: Int
    ) throws {
        let local = try #require(Packs.zones.table.local(ContactQuestion.instant(at), in: name))
        #expect(local.offset == offset)
    }

    @Test func `the tz database is the one that came with the product, with its release`() throws {
        #expect(Packs.zones.diagnostics.isEmpty)
        #expect(Packs.zones.table.version >= "2026f")
        #expect(Packs.zones.table.names.count > 500)
    }

    @Test func `bad lines are told with their lines, all at once, and what is good is kept`() {
        let lines = [
            "version\t2026x", "zone\tA/B\t-\t+01:00\tCET-1CEST,M3.5.0,M10.5.0/3\t-", "zone\tA/C\t-\t1\tUTC0\t-",
            "zone\tA/D\t-\t+00:00\tnonsense!\t-", "link\tOld\tA/B", "link\tLost\tA/Z", "zone\tA/E", "",
            "zone\tA/F\t-\t+00:00\tUTC0\t2020-01-01T00:00:00Z+01:00 2019-01-01T00:00:00Z+00:00",
            "zone\tA/G\t-\t+00:00\tUTC0\tyesterday",
        ]
        let file = SourceFile(path: "x/tzdata.tsv", bytes: Array(lines.joined(separator: "\n").utf8))
        let (table, diagnostics) = ZoneTable.reading([file])
        #expect(table.names == ["A/B", "Old"])
        #expect(diagnostics.map(\.place.line) == [3, 4, 6, 7, 9, 10])
    }

    @Test func `a spoiled file is refused or read, never a crash`() throws {
        let bytes = try #require(Packs.files("rules/places", "tzdata.tsv").first).bytes.prefix(6000)
        var generator = SeededNumbers(seed: 3)
        for _ in 0..<200 {
            var spoiled = Array(bytes)
            for _ in 0..<8 {
                spoiled[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 9...255, using: &generator)
            }
            let (table, diagnostics) = ZoneTable.reading([SourceFile(path: "tzdata.tsv", bytes: spoiled)])
            #expect(table.names.count + diagnostics.count > 5)
        }
    }

    @Test func `without a tz database there is no zone, and the mistake is told`() {
        let (table, diagnostics) = ZoneTable.reading([])
        #expect(table.names.isEmpty)
        #expect(diagnostics.count == 1)
    }
}

/// A small generator with a fixed seed (SplitMix64), so that every run tries the same.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
