import Dunning

/// Takes out of a value from outside what could turn a line of text into something else.
///
/// White space of any kind but the plain and the no-break space becomes a plain space, so no value can begin a line or
/// a header. Control characters, bidirectional embeddings, overrides and isolates, invisible tags and noncharacters
/// go. What scripts need stays: joiners, and the plain direction marks, which cannot reorder what is beside them.
enum CleanText {
    /// Longer values are no names, references or addresses, and stop the message.
    static let limit = 2_000

    static func line(_ value: String) -> String {
        let isPlain = value.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
        if isPlain == true { return value }
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if scalar.breaksLine { scalars.append(" ") } else if !scalar.isHarmfulInText { scalars.append(scalar) }
        }
        return String(scalars)
    }
}

/// Addresses that a message may link to.
enum WebLink {
    /// The address where it is https, or http on this machine; nil for everything else, `javascript:` above all.
    static func checked(_ address: String) -> String? {
        var address = address
        return address.withUTF8(isUsable) ? address : nil
    }

    private static let secure: StaticString = "https://"
    private static let local: [StaticString] = ["http://127.0.0.1", "http://localhost", "http://[::1]"]

    private static func isUsable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= CleanText.limit, bytes.allSatisfy(isPlain) else { return false }
        if begins(bytes, with: secure) { return bytes.count > 8 }
        return local.contains { local in
            guard begins(bytes, with: local) else { return false }
            let next = bytes.dropFirst(local.utf8CodeUnitCount).first
            return next == nil || next == UInt8(ascii: "/") || next == UInt8(ascii: ":")
        }
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, with word: StaticString) -> Bool {
        guard bytes.count >= word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in letters.indices.allSatisfy { letters[$0] == bytes[$0] } }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F...0xFF: false
        default: true
        }
    }
}
