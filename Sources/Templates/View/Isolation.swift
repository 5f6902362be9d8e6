import Foundation
import _FoundationICU

/// Keeps a value that runs against the direction of its text from scrambling what stands beside it.
///
/// Such a value is put between a FIRST STRONG ISOLATE and a POP DIRECTIONAL ISOLATE (UAX #9), which plain text, HTML
/// and print all obey: an invoice number or a Latin name in Arabic, an Arabic name in English. What comes from outside
/// never brings isolates of its own. Voices read no marks, so calls are made without.
struct Isolation: Hashable, Sendable {
    private static let open = "\u{2068}"
    private static let close = "\u{2069}"

    /// Whether the text runs from right to left.
    let isRightToLeft: Bool
    /// Whether values are marked at all.
    let isOn: Bool

    /// A name, number or reference.
    func around(_ text: String) -> String {
        guard isOn, isRightToLeft || text.utf8.contains(where: { $0 >= 0x80 }), runsAgainst(text) else { return text }
        return Self.open + text + Self.close
    }

    /// An amount, whose sign and currency stand in their own order.
    func aroundAmount(_ text: String) -> String { isOn && isRightToLeft ? Self.open + text + Self.close : text }

    private func runsAgainst(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            // Marks of direction have one, and show nothing.
            guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
            return switch swift_u_charDirection(Int32(bitPattern: scalar.value)) {
            case U_LEFT_TO_RIGHT, U_EUROPEAN_NUMBER: isRightToLeft
            case U_RIGHT_TO_LEFT, U_RIGHT_TO_LEFT_ARABIC, U_ARABIC_NUMBER: !isRightToLeft
            default: false
            }
        }
    }

    /// Takes the marks out of the tags of a page: an address or an attribute is no text that people read.
    ///
    /// Values are escaped, so a `<` in the bytes is the template's own.
    static func clearTags(_ bytes: inout [UInt8]) {
        guard holdsMark(bytes) else { return }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isInTag = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<") { isInTag = true } else if byte == UInt8(ascii: ">") { isInTag = false }
            if isInTag, isMark(bytes[index...]) {
                index += mark.count + 1
            } else {
                result.append(byte)
                index += 1
            }
        }
        bytes = result
    }

    /// The first two bytes of both marks in UTF-8; the third is A8 or A9.
    private static let mark: [UInt8] = [0xE2, 0x81]

    /// Most pages hold none, and are searched at the speed of the memory.
    private static func holdsMark(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { page in
            var rest = page
            while let start = rest.baseAddress, let found = memchr(start, Int32(mark[0]), rest.count) {
                let next = UnsafeRawPointer(found) - start + 1
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(next))
                if rest.first == mark[1] { return true }
            }
            return false
        }
    }

    private static func isMark(_ bytes: ArraySlice<UInt8>) -> Bool {
        let third = bytes.dropFirst(2).first
        return bytes.starts(with: mark) && (third == 0xA8 || third == 0xA9)
    }
}
