import Dunning
import Testing

struct JSONFieldReaderTests {
    @Test func `every mistake of an object is told, each at its own place`() {
        let reader = JSONFieldReader(["level": 0, "channel": "emial", "at": "2026-02-30T00:00:00Z", "creditr": "x"])
        _ = reader.required("level", .integer(1...99))
        _ = reader.required("channel", .choice(Channel.self))
        _ = reader.required("at", .instant)
        _ = reader.required("creditor", .identifier(CreditorID.self))
        _ = reader.required("id", .identifier(ActionID.self))
        let fields = reader.finish().map { $0.place.field ?? "" }
        #expect(fields == ["/at", "/channel", "/creditr", "/id", "/level"])
    }
}
