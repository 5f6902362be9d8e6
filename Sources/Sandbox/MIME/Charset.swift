import Foundation

/// Bytes to text by the name of their character set.
enum Charset {
    /// Never fails: what cannot be read in the named set is read as UTF-8 with replacement characters.
    static func decode(_ bytes: [UInt8], as name: String?) -> String {
        guard let encoding = encodings[(name ?? "utf-8").lowercased()], encoding != .utf8 else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(data: Data(bytes), encoding: encoding) ?? String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the sandbox can read this character set.
    static func isKnown(_ name: String) -> Bool {
        encodings[name.lowercased()] != nil
    }

    private static let encodings: [String: String.Encoding] = [
        "utf-8": .utf8, "utf8": .utf8, "us-ascii": .utf8, "ascii": .utf8, "iso-8859-1": .isoLatin1,
        "latin1": .isoLatin1, "latin-1": .isoLatin1, "iso-8859-2": .isoLatin2, "windows-1252": .windowsCP1252,
        "cp1252": .windowsCP1252, "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251,
        "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254, "iso-2022-jp": .iso2022JP,
        "shift_jis": .shiftJIS, "euc-jp": .japaneseEUC, "utf-16": .utf16, "utf-16be": .utf16BigEndian,
        "ucs-2": .utf16BigEndian, "ucs-2be": .utf16BigEndian, "utf-16le": .utf16LittleEndian,
    ]
}
