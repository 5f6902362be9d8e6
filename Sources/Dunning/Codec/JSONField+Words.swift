extension JSONField where Value == String {
    /// An email address or a number in E.164, as far as its form goes.
    ///
    /// A looser form would be worse than none: an opt-out for a number that is spelt otherwise than ours never matches.
    public static var contactPoint: JSONField {
        text(
            "an email address, or a phone number in E.164 such as `+4915112345678`",
            { $0.isFormOfE164 || $0.isFormOfEmail ? $0 : nil },
            otherwise: { _ in "neither an email address nor a phone number" }
        )
    }

    /// A phone number as far as its form goes.
    public static var phone: JSONField {
        text(
            "a phone number in E.164 such as `+4915112345678`",
            { $0.isFormOfE164 ? $0 : nil },
            otherwise: { _ in "no number in E.164" }
        )
    }
}

extension JSONField where Value == DocumentName {
    /// The name of a document in the folder of documents.
    public static var documentName: JSONField {
        text(
            "a path within the folder of documents, such as `2026/INV-7.pdf`",
            { DocumentName($0) },
            otherwise: { "\(quoted($0)) is no name of a document" }
        )
    }
}

extension JSONField where Value == Int {
    /// A time of day as minutes since midnight, written `HH:MM`; `24:00` only where the range holds 1440.
    public static func clock(upTo last: Int) -> JSONField {
        text(
            "a time of day such as `09:00`",
            { minutes(of: $0, upTo: last) },
            otherwise: { "\(quoted($0)) is no time of day" }
        )
    }

    private static func minutes(of text: String, upTo last: Int) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = bytes[0..<2].decimal,
            let minute = bytes[3..<5].decimal, minute < 60, hour * 60 + minute <= last
        else { return nil }
        return hour * 60 + minute
    }
}

extension String {
    /// `+`, a digit from 1 to 9, and 6 to 14 more digits.
    public var isFormOfE164: Bool {
        let bytes = Array(utf8)
        guard (8...16).contains(bytes.count), bytes[0] == UInt8(ascii: "+"), bytes[1] != UInt8(ascii: "0") else {
            return false
        }
        return bytes.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Two parts with one `@` between them, no white space, nothing that could end a header.
    fileprivate var isFormOfEmail: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && utf8.count <= 254
            && unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.properties.generalCategory != .control }
    }
}
