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
        ("Antarctica/Troll", "2026-12-01T00:00:00Z", 0), ("America/New_York", "1800-01-01T00:00:00Z", -17762),
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

    @Test func `a file that is cut short or spoiled is refused, never a crash`() throws {
        let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        let bytes = Array(data)
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            let (table, diagnostics) = ZoneTable.reading([("X/Y", Array(bytes.prefix(length)))], version: "x")
            #expect(table.names.isEmpty && diagnostics.count == 1)
        }
        var generator = SeededNumbers(seed: 3)
        for _ in 0..<500 {
            var spoiled = bytes
            for _ in 0..<4 {
                spoiled[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            let (table, diagnostics) = ZoneTable.reading([("X/Y", spoiled)], version: "x")
            #expect(table.names.count + diagnostics.count == 1)
        }
    }

    @Test func `a zone that nobody has is told by name`() {
        let (table, diagnostics) = ZoneTable.loading(["Nowhere/Land"], version: "x") { _ in nil }
        #expect(table.names.isEmpty)
        #expect(diagnostics.map(\.place.file) == ["Nowhere/Land"])
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
