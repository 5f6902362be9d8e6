import Dunning
import TOML

/// The keys of `[breaker]`.
struct BreakerSection: SettingsSection {
    static let header = "[breaker]"
    static let about = """
        When a provider that fails is left alone, and for how long. What is about one message or one receiver never counts.
        """

    let failures = SettingsKey<Int>.integer("failures", 1...1000, "So many failures in a row open the breaker.")
        .otherwise(5, "5")
    let share = SettingsKey<Double>(
        "share",
        "a number from 0.05 to 1",
        "So large a share of failures among the last `of` hand-overs opens it as well."
    ) { node, _ throws(TOMLMistake) in
        let number = try node.number()
        guard (0.05...1).contains(number) else {
            throw TOMLMistake("\(number) is out of range", mend: "write a number from 0.05 to 1")
        }
        return number
    }.otherwise(0.5, "0.5")
    let of = SettingsKey<Int>.integer("of", 5...1000, "Hand-overs of which the share is taken.").otherwise(20, "20")
    let window = SettingsKey<Duration>.duration(
        "window",
        .seconds(1) ... .seconds(86_400),
        "Only hand-overs that ended so lately count for the share."
    ).otherwise(.seconds(120), "2m")
    let pause = SettingsKey<Duration>.duration(
        "pause",
        .seconds(1) ... .seconds(3600),
        "How long a provider is left alone before one message probes it; doubled after each probe that fails."
    ).otherwise(.seconds(30), "30s")
    let longestPause = SettingsKey<Duration>.duration(
        "longest_pause",
        .seconds(1) ... .seconds(86_400),
        "No pause is longer, unless the provider itself asks for it."
    ).otherwise(.seconds(900), "15m")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> BreakerSettings? {
        let failures = failures.value(in: reader, context)
        let share = share.value(in: reader, context)
        let of = of.value(in: reader, context)
        let window = window.value(in: reader, context)
        let pause = pause.value(in: reader, context)
        let longestPause = longestPause.value(in: reader, context)
        guard let failures, let share, let of, let window, let pause, let longestPause else { return nil }
        if pause > longestPause {
            reader.complain("the first pause is longer than the longest", mend: "make `longest_pause` longer")
        }
        return BreakerSettings(
            failures: failures,
            share: share,
            of: of,
            window: window,
            pause: pause,
            longestPause: longestPause
        )
    }
}
