import Dunning
import TOML

extension VariantConditions {
    /// Reads the table `when`.
    init(_ reader: TOMLReader) {
        level = Self.numbers("level", 1...99, reader, &words)
        amount = Self.amounts(reader, &words)
        daysOverdue = Self.numbers("days_overdue", 0...100_000, reader, &words)
        kinds = Self.set("kind", reader, &words) { node throws(TOMLMistake) in
            let kind = try node.enumeration(as: DebtorKind.self)
            return (kind.rawValue, kind)
        }
        segments = Self.set("segment", reader, &words) { node throws(TOMLMistake) in
            let text = try node.string()
            guard let segment = Segment(text) else {
                throw TOMLMistake("`\(text)` is no segment", mend: "use letters, digits, `.`, `_`, `-`, `:`")
            }
            return (text, segment)
        }
        risk = Self.numbers("risk", 0...100, reader, &words)
        locales = Self.values("locale", reader, &words) { node throws(TOMLMistake) in
            let text = try node.string()
            guard LocaleChain.isSpeltRight(text) else {
                throw TOMLMistake("`\(text)` is no locale", mend: "write one such as `de` or `de-AT`")
            }
            return (text, LocaleChain.normal(text))
        }
        places = Self.values("jurisdiction", reader, &words) { node throws(TOMLMistake) in
            let text = try node.string()
            return (text, try Self.place(text))
        }
        channels = Self.set("channel", reader, &words) { node throws(TOMLMistake) in
            let channel = try node.enumeration(as: Channel.self)
            return (channel.rawValue, channel)
        }
    }

    /// Two capital letters, or these with the letters and digits of a region behind a hyphen.
    private static func place(_ text: String) throws(TOMLMistake) -> String {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        let isCountry = halves[0].utf8.count == 2 && halves[0].utf8.allSatisfy { (0x41...0x5A).contains($0) }
        let isRegion = halves.dropFirst().allSatisfy { region in
            (1...3).contains(region.utf8.count)
                && region.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
        }
        guard isCountry, isRegion, halves.count < 3 else {
            throw TOMLMistake("`\(text)` is no country or region", mend: "write `DE`, or ISO 3166-2 such as `US-CA`")
        }
        return text
    }

    private static func numbers(
        _ key: String,
        _ domain: ClosedRange<Int64>,
        _ reader: TOMLReader,
        _ words: inout [String]
    ) -> NumberRange? {
        values(key, reader, &words) { node throws(TOMLMistake) in try NumberRange.count(node, in: domain) }
            .map { NumberRange($0.flatMap(\.parts)) }
    }

    private static func amounts(_ reader: TOMLReader, _ words: inout [String]) -> [Currency: NumberRange]? {
        let parts = values("amount", reader, &words) { node throws(TOMLMistake) in
            let text = try node.string()
            return (text, try amount(text))
        }
        return parts.map { parts in
            Dictionary(grouping: parts, by: \.0).mapValues { NumberRange($0.map(\.1)) }
        }
    }

    private static func amount(_ text: String) throws(TOMLMistake) -> (Currency, ClosedRange<Int64>) {
        let mend = "write an amount with its currency: `>= 500 EUR`, `100..499.99 EUR`"
        let code = text.split(separator: " ").last.map(String.init) ?? ""
        guard let currency = Currency(code), code.utf8.count < text.utf8.count else {
            throw TOMLMistake("`\(text)` has no currency", mend: mend)
        }
        let range = try NumberRange.part(String(text.dropLast(3)), in: 0...Int64.max) { digits throws(TOMLMistake) in
            guard let minor = NumberRange.minor(digits, digits: currency.digits) else {
                throw TOMLMistake("`\(text)` is no range of amounts", mend: mend)
            }
            return minor
        }
        return (currency, range)
    }

    private static func set<Value: Hashable>(
        _ key: String,
        _ reader: TOMLReader,
        _ words: inout [String],
        _ read: (TOMLNode) throws(TOMLMistake) -> (String, Value)
    ) -> Set<Value>? {
        values(key, reader, &words, read).map { Set($0) }
    }

    /// One value or an array of them; notes them as they were written.
    private static func values<Value>(
        _ key: String,
        _ reader: TOMLReader,
        _ words: inout [String],
        _ read: (TOMLNode) throws(TOMLMistake) -> (String, Value)
    ) -> [Value]? {
        let found: [(String, Value)]?
        if case .array(let nodes)? = reader.table[key]?.node.value {
            if nodes.isEmpty { reader.complain("no value is named", mend: "name one, or leave the key out", at: key) }
            found = reader.optionalList(key, read)
        } else {
            found = reader.optionalValue(key, read).map { [$0] }
        }
        guard let found, !found.isEmpty else { return nil }
        words.append(key + " " + found.map(\.0).joined(separator: " or "))
        return found.map(\.1)
    }
}
