import Dunning
import TOML

/// The keys of `[retry]`.
struct RetrySection: SettingsSection {
    static let header = "[retry]"
    static let about = """
        When and how often a hand-over that was refused for a while is tried again: the wait is drawn evenly from zero to a \
        bound that grows.
        """

    let first = SettingsKey<Duration>.duration(
        "first",
        .seconds(1) ... .seconds(86_400),
        "The bound of the first wait."
    )
    .otherwise(.seconds(60), "1m")
    let factor = SettingsKey<Double>("factor", "a number from 1 to 10", "How much longer the bound is each time.") {
        node,
        _ throws(TOMLMistake) in
        let number = try node.number()
        guard (1...10).contains(number) else {
            throw TOMLMistake("\(number) is out of range", mend: "write a number from 1 to 10")
        }
        return number
    }.otherwise(2, "2")
    let most = SettingsKey<Duration>.duration(
        "most",
        .seconds(1) ... .seconds(604_800),
        "The bound never exceeds this."
    )
    .otherwise(.seconds(3600), "1h")
    let attempts = SettingsKey<Int>.integer(
        "attempts",
        1...50,
        "Hand-overs of one step on one channel, the first included, before the channel is given up."
    ).otherwise(6, "6")

    let throttled = SettingsKey<Int>.integer(
        "throttled",
        1...1000,
        "How often a provider may put one step off on one channel because it came too fast; this uses up no attempt."
    ).otherwise(30, "30")

    /// What a table says; where it says nothing, what `common` says, or the default.
    func read(_ reader: TOMLReader, _ context: SettingsContext, over common: RetrySettings? = nil) -> RetrySettings? {
        func value<Value>(_ key: SettingsKey<Value>, _ common: Value?) -> Value? {
            if let common, !reader.contains(key.name) { return common }
            return key.value(in: reader, context)
        }
        let first = value(first, common?.first)
        let factor = value(factor, common?.factor)
        let most = value(most, common?.most)
        let attempts = value(attempts, common?.attempts)
        let throttled = value(throttled, common?.throttled)
        guard let first, let factor, let most, let attempts, let throttled else { return nil }
        if first > most { reader.complain("the first wait is longer than the longest", mend: "make `most` longer") }
        return RetrySettings(first: first, factor: factor, most: most, attempts: attempts, throttled: throttled)
    }
}
