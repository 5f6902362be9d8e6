import Dunning
import TOML

extension CapRule.Period {
    init(reading node: TOMLNode) throws(TOMLMistake) {
        let text = try node.string()
        let words = text.split(separator: " ")
        let number = words.first.flatMap { Int($0) } ?? 0
        switch (text, words.last) {
        case ("week", _): self = .week
        case ("month", _): self = .month
        case ("1 day", _): self = .days(1)
        case (_, "days") where words.count == 2 && (1...1000).contains(number): self = .days(number)
        case (_, "hours") where words.count == 2 && (1...10_000).contains(number): self = .hours(number)
        default:
            throw TOMLMistake(
                "`\(text)` is no period",
                mend: "write `1 day`, `7 days`, `24 hours`, `week` (from Monday) or `month`"
            )
        }
    }
}
