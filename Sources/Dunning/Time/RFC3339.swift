extension Instant: CustomStringConvertible {
    /// Reads an RFC 3339 date-time with `T`, seconds and an offset; up to nine digits of a second, cut to milliseconds.
    ///
    /// Refuses dates that do not exist, hours above 23, offsets above 23:59, leap seconds, which no clock here has, and
    /// what its offset carries out of the years 1 to 9999 of UTC: it could be written, and never be read again.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let date = CivilDate(digits: bytes[..<10]),
            let hour = bytes[11..<13].decimal, let minute = bytes[14..<16].decimal,
            let second = bytes[17..<19].decimal, hour < 24, minute < 60, second < 60,
            let (milliseconds, offset) = Instant.fractionAndOffset(bytes[19...])
        else { return nil }
        let local = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        let instant = Instant(milliseconds: (local - Int64(offset)) * 1000 + Int64(milliseconds))
        guard Instant.writable.contains(instant) else { return nil }
        self = instant
    }

    /// From the beginning of the year 1 to the end of the year 9999 in UTC: RFC 3339 has four digits for a year.
    private static let writable = Instant(seconds: -62_135_596_800)..<Instant(seconds: 253_402_300_800)

    /// The instant in UTC, `2026-11-21T13:00:00Z`; milliseconds only where there are some.
    public var description: String {
        let day = Int(seconds.dividedFloor(by: 86_400))
        let second = Int(seconds - Int64(day) * 86_400)
        let rest = Int(milliseconds - seconds * 1000)
        // Written digit by digit: each entry of the journal has at least one of these.
        let (year, month, date) = CivilDate(dayNumber: day).components
        return String(unsafeUninitializedCapacity: 40) { buffer in
            var pen = DigitPen(buffer)
            pen.put(year, 4, "-")
            pen.put(month, 2, "-")
            pen.put(date, 2, "T")
            pen.put(second / 3600, 2, ":")
            pen.put(second / 60 % 60, 2, ":")
            pen.put(second % 60, 2, rest == 0 ? "Z" : ".")
            if rest != 0 { pen.put(rest, 3, "Z") }
            return pen.count
        }
    }

    /// Milliseconds and the offset from UTC in seconds, from what stands behind the seconds.
    private static func fractionAndOffset(_ tail: ArraySlice<UInt8>) -> (milliseconds: Int, offset: Int)? {
        var rest = tail
        var milliseconds = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard (1...9).contains(digits.count) else { return nil }
            let three = Array((digits + Array(repeating: UInt8(ascii: "0"), count: 2)).prefix(3))
            milliseconds = three[...].decimal ?? 0
            rest = rest.dropFirst(1 + digits.count)
        }
        return offset(rest).map { (milliseconds, $0) }
    }

    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        let bytes = Array(text)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = bytes[1..<3].decimal,
            let minutes = bytes[4..<6].decimal, hours < 24, minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
    }
}
