import Foundation

extension Kannel {
    /// One short message in the words of fakesmsc:
    /// `Got message 1: <from to text Hello>`, or percent-encoded as `ucs-2 …` or `udh %05%00%03… data …`.
    struct Part {
        let sender: String
        let receiver: String
        /// Of a long text: its number, how many parts it has, and which of them this is.
        let header: [UInt8]
        let bytes: [UInt8]

        init?(line: Substring) throws {
            guard let start = line.range(of: "Got message "), let open = line[start.upperBound...].firstIndex(of: "<"),
                line.hasSuffix(">")
            else { return nil }
            let words = line[line.index(after: open)...].dropLast()
                .split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 4 else { throw Trouble("fakesmsc speaks otherwise: \(line)") }
            (sender, receiver) = (words[0], words[1])
            switch words[2] {
            case "text": (header, bytes) = ([], Array(words[3].utf8))
            case "ucs-2": (header, bytes) = ([], Part.decode(words[3]))
            case "udh":
                let parts = words[3].components(separatedBy: " data ")
                guard parts.count == 2 else { throw Trouble("fakesmsc speaks otherwise: \(line)") }
                (header, bytes) = (Part.decode(parts[0]), Part.decode(parts[1]))
            default: throw Trouble("fakesmsc speaks otherwise: \(line)")
            }
        }

        /// The texts, in the order in which their first parts came; a text of which a part is missing is none.
        static func joined(_ parts: [Part]) -> [Text] {
            var open: [[UInt8]: [Part]] = [:]
            var texts: [Text] = []
            for part in parts {
                guard part.header.count == 6 else {
                    texts.append(part.text(part.bytes))
                    continue
                }
                let key = Array(part.header[3...4])
                open[key, default: []].append(part)
                guard let all = open[key], all.count == Int(part.header[4]) else { continue }
                texts.append(part.text(all.sorted { $0.header[5] < $1.header[5] }.flatMap(\.bytes)))
                open[key] = nil
            }
            return texts
        }

        /// UTF-16 always holds a zero byte where there is a space or a digit; UTF-8 never does.
        private func text(_ bytes: [UInt8]) -> Text {
            let encoding: String.Encoding = bytes.contains(0) ? .utf16BigEndian : .utf8
            return Text(
                sender: sender,
                receiver: receiver,
                text: String(bytes: bytes, encoding: encoding) ?? "not decodable"
            )
        }

        private static func decode(_ text: String) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "%"),
                    let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                {
                    bytes.append(code)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                }
            }
            return bytes
        }
    }
}
