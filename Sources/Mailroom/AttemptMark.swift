import Dunning

/// The attempt that a mail of ours names, read back from what the mail carried.
enum AttemptMark {
    /// From the envelope id of a delivery report, decoded as xtext (RFC 3461 section 4) where the reporter left it encoded.
    static func attempt(envelopeID: String) -> AttemptID? {
        AttemptID(unescaped(envelopeID))
    }

    /// From a `Message-ID` with or without angle brackets; nil where it is of a domain that Dunlin does not send from.
    static func attempt(messageID: String, domains: Set<String>) -> AttemptID? {
        let bare = messageID.drop { $0 == "<" || $0.isWhitespace }.prefix { $0 != ">" && !$0.isWhitespace }
        guard let at = bare.lastIndex(of: "@"), domains.contains(bare[bare.index(after: at)...].lowercased()) else {
            return nil
        }
        return AttemptID(unescaped(String(bare[..<at])))
    }

    /// All that a field such as `References` names, the newest first.
    static func attempts(references: String, domains: Set<String>) -> [AttemptID] {
        references.split(separator: "<").reversed().compactMap { attempt(messageID: String($0), domains: domains) }
    }

    /// `+3A` is a colon, `+2E` a point, and so on for every octet.
    private static func unescaped(_ text: String) -> String {
        var result: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), let octet = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(octet)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
