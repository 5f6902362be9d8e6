import Dunning
import TOML

/// The keys of `[sequence.NAME]`.
struct SequenceSection: SettingsSection {
    static let header = "[sequence.NAME]"
    static let about = """
        A ladder that actions ask for by `NAME`; [sequences.md](sequences.md) tells how one is walked. `steps` is an \
        array of tables: the `channels` to try in order (the first that can be used is used), the `template`, and how long \
        `after` the step before it comes. What is said here of lateness and hours holds for the steps that say nothing \
        of it themselves.
        """

    let steps = SettingsKey<[TOMLNode]>("steps", "an array of steps", "The rungs, in order.") {
        node,
        _ throws(TOMLMistake) in
        try node.array()
    }.required
    let catchUp = PaceKeys.catchUp.otherwise(.spread, "spread")
    let late = PaceKeys.late
    let prefer = PaceKeys.prefer
    let preferWithin = PaceKeys.preferWithin.otherwise(PaceKeys.patience, "3d")
    let stopBelow = SettingsKey<[Money]>.amounts("stop_below", "The ladder ends where less than this is open.")
    let stopOnReply = SettingsKey<Bool>.boolean(
        "stop_on_reply",
        "A message or call of the debtor, after the first of ours, pauses the ladder until a person resumes it."
    ).otherwise(false, "false")
    let promiseGrace = SettingsKey<Duration>.duration(
        "promise_grace",
        .zero ... .seconds(30 * 86_400),
        "How long after the day of a promise to pay the ladder still rests."
    ).otherwise(.seconds(86_400), "1d")

    func read(_ id: SequenceID, _ reader: TOMLReader, _ context: SettingsContext, _ known: KnownNames) -> Dunning
        .Sequence?
    {
        let pace = Pace(
            catchUp: catchUp.value(in: reader, context) ?? .spread,
            late: late.value(in: reader, context),
            hours: prefer.value(in: reader, context),
            within: preferWithin.value(in: reader, context) ?? PaceKeys.patience
        )
        let stop = StopTerms(
            openBelow: stopBelow.value(in: reader, context) ?? [],
            onReply: stopOnReply.value(in: reader, context) ?? false,
            promiseGrace: promiseGrace.value(in: reader, context) ?? .seconds(86_400)
        )
        if pace.catchUp == .expire, !reader.contains(late.name) {
            reader.complain("a step that is too late needs a measure", mend: "add `late`, such as `5d`", at: "catch_up")
        }
        guard let nodes = steps.value(in: reader, context) else { return nil }
        guard !nodes.isEmpty else {
            reader.complain("the ladder has no rung", mend: "add a step", at: "steps")
            return nil
        }
        var place = StepPlace(pace: pace, known: known)
        var rungs: [Step] = []
        var needsLate = pace.catchUp == .expire
        for table in reader.optionalTables("steps") {
            let step = StepSection().read(table, context, place)
            // Of a step with mistakes nobody knows whether it would have expired.
            needsLate = needsLate || step.map { $0.late != nil && !table.contains(late.name) } ?? true
            if let step {
                rungs.append(step)
                place.day = step.at ?? place.day
            }
            place.isFirst = false
        }
        if !needsLate, reader.contains(late.name) { PaceKeys.complainOfLate(reader) }
        return rungs.count == nodes.count ? Dunning.Sequence(id: id, steps: rungs, stop: stop) : nil
    }
}

/// What a sequence may name.
struct KnownNames {
    /// Channels that have a provider.
    let channels: Set<Channel>
    /// Templates that there are; nil = not known here.
    let templates: Set<TemplateID>?
}

/// What a step needs to know of its ladder.
struct StepPlace {
    /// How the ladder goes about lateness and hours.
    let pace: Pace
    let known: KnownNames
    /// Nothing comes before it.
    var isFirst = true
    /// The latest day of the steps before it; nil where none has one.
    var day: Int?
}

/// What becomes of a step that is late.
enum CatchUp: String, CaseIterable {
    /// It comes, at its distance from the one before.
    case spread
    /// It is passed over once it is later than `late`.
    case expire
}

/// How a ladder goes about lateness and hours.
struct Pace {
    let catchUp: CatchUp
    let late: Duration?
    let hours: [PreferredHours]?
    let within: Duration
}

/// Keys that a ladder has for all its steps, and a step for itself.
enum PaceKeys {
    static let patience: Duration = .seconds(3 * 86_400)

    static var catchUp: SettingsKey<CatchUp> {
        SettingsKey<CatchUp>.choice(
            "catch_up",
            "What becomes of a step that an outage or a rule held up: it comes at its distance from the one before, or is "
                + "passed over once it is later than `late`."
        )
    }

    static var late: SettingsKey<Duration> {
        SettingsKey<Duration>.duration(
            "late",
            .seconds(60) ... .seconds(31_536_000),
            "With `expire`: how late a step may come."
        )
    }

    /// A measure of lateness that measures nothing: whoever wrote it believes that late steps are passed over.
    static func complainOfLate(_ reader: TOMLReader) {
        reader.complain("`late` is of no use without `expire`", mend: #"add `catch_up = "expire"`"#, at: "late")
    }

    static var prefer: SettingsKey<[PreferredHours]> {
        SettingsKey<[PreferredHours]>.hours(
            "prefer",
            "When a message comes best, on the debtor's own clock, where the rules allow it."
        )
    }

    static var preferWithin: SettingsKey<Duration> {
        SettingsKey<Duration>.duration(
            "prefer_within",
            .seconds(60) ... .seconds(30 * 86_400),
            "How long a step is kept back for `prefer` at most, from when it could have come."
        )
    }
}
