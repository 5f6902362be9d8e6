import Dunning

/// Durations as people write them: `500ms`, `30s`, `5m`, `1h30m`, `3d`, `2w`.
enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// The duration; nil where the text is none.
    ///
    /// Units come once each, the longest first; a hundred years at most.
    static func duration(_ text: String) -> Duration? {
        var total: Int64 = 0
        var rest = text[...]
        var left = units[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Int64(digits), let index = left.firstIndex(where: { $0.name == name }),
                number <= 3_155_760_000_000 / left[index].milliseconds
            else { return nil }
            total += number * left[index].milliseconds
            left = left[(index + 1)...]
        }
        return .milliseconds(total)
    }

    /// The duration as one would write it.
    static func text(_ duration: Duration) -> String { "`\(duration.text)`" }
}

/// Rates as people write them: `50/s`, `600/min`, `1000/h`.
enum RateText {
    static func rate(_ text: String) -> RateSettings? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let units: [Substring: Duration] = ["s": .seconds(1), "min": .seconds(60), "h": .seconds(3600)]
        guard parts.count == 2, let count = Int(parts[0]), (1...1_000_000).contains(count), let per = units[parts[1]],
            parts[0].first?.isNumber == true
        else { return nil }
        return RateSettings(count: count, per: per)
    }
}
