/// HTML that is safe to send: text gets in escaped, and only literals of ours get in as they are.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package private(set) var source: String

    package init(stringLiteral value: String) {
        source = value
    }

    package init(stringInterpolation: Interpolation) {
        source = stringInterpolation.source
    }

    /// One after the other.
    package init(_ parts: [HTML]) {
        source = parts.map(\.source).joined()
    }

    /// Nothing.
    package static let nothing: HTML = ""

    /// Escapes for element content and for quoted attributes; controls that have no place in a page become visible.
    package static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\r": continue
            // Bidirectional overrides could make an address read as another one.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": escaped += "\u{FFFD}"
            case _ where scalar.value < 32 || scalar.value == 127: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate(set) var source = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity)
        }

        package mutating func appendLiteral(_ literal: String) { source += literal }
        package mutating func appendInterpolation(_ text: String) { source += HTML.escape(text) }
        package mutating func appendInterpolation(_ text: Substring) { source += HTML.escape(String(text)) }
        package mutating func appendInterpolation(_ number: Int) { source += String(number) }
        package mutating func appendInterpolation(_ html: HTML) { source += html.source }
        package mutating func appendInterpolation(_ parts: [HTML]) { source += HTML(parts).source }
        package mutating func appendInterpolation(_ html: HTML?) { source += html?.source ?? "" }
    }
}
