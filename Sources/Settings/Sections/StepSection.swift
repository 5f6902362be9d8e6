import Dunning
import TOML

/// One of the `steps` of a sequence.
struct StepSection: SettingsSection {
    static let header = "steps of [sequence.NAME]"
    static let about = #"""
        One rung, a message or a task for a person: `{ channels = ["email", "sms"], template = "reminder", after = "3d" }`, \#
        `{ task = "call", owner = "collections", due = "2d", at = "due+30d" }`. A message needs `channels` and `template`; \#
        a task `task`, `owner` and `due`. Every step but the first needs `after` or `at`; where it has both, the later \#
        one counts.
        """#

    let channels = SettingsKey<[Channel]>("channels", "an array of channels", "The channels to try, in order.") {
        node,
        _ throws(TOMLMistake) in
        var channels: [Channel] = []
        for element in try node.array() { channels.append(try element.enumeration(as: Channel.self)) }
        guard !channels.isEmpty, Set(channels).count == channels.count else {
            throw TOMLMistake("no channel, or one twice", mend: "name each once")
        }
        return channels
    }
    let template = SettingsKey<String>.string("template", "What to send.")
    let after = SettingsKey<Duration>.duration(
        "after",
        .zero ... .seconds(31_536_000),
        "How long after the step before it."
    )
    let at = SettingsKey<Int>.dueDay("at", "The first day on which it comes, on the debtor's own calendar.")
    let points = SettingsKey<StepPoints>.choice(
        "points",
        "`next` = only contact points to which no earlier step wrote or called."
    ).otherwise(.all, "all")
    let when = SettingsKey<TOMLTable>("when", "a table", "What must hold for it, or it is passed over.") {
        node,
        _ throws(TOMLMistake) in
        try node.table()
    }
    let prefer = PaceKeys.prefer
    let preferWithin = PaceKeys.preferWithin
    let catchUp = PaceKeys.catchUp
    let late = PaceKeys.late
    let task = SettingsKey<String>.string("task", "What a person has to do, such as `call`; the ladder waits for it.")
    let owner = SettingsKey<String>.string("owner", "Of a task: on whose worklist it is put, a team or a person.")
    let due = SettingsKey<Duration>.duration(
        "due",
        .seconds(60) ... .seconds(31_536_000),
        "Of a task: how long the owner has for it."
    )
    let note = SettingsKey<String>.string("note", "Of a task: what else there is to know.")

    func read(_ reader: TOMLReader, _ context: SettingsContext, _ place: StepPlace) -> Step? {
        let timing = timing(reader, context, place)
        let condition = condition(reader, context, place)
        let step = reader.contains(task.name) ? taskStep(reader, context) : messageStep(reader, context, place)
        guard var step, let timing else { return nil }
        step.after = timing.after
        step.at = timing.at
        step.late = timing.late
        step.condition = condition
        return step
    }

    private func messageStep(_ reader: TOMLReader, _ context: SettingsContext, _ place: StepPlace) -> Step? {
        for key in [owner.name, due.name, note.name] where reader.contains(key) {
            reader.complain("a message has no `\(key)`", mend: "remove it, or say the `task`", at: key)
        }
        let channels = channels.required.value(in: reader, context)
        let name = template.required.value(in: reader, context)
        for channel in channels ?? [] where !place.known.channels.contains(channel) {
            let mend = "add `[\(channel.rawValue).primary]`, or remove the channel"
            reader.complain("channel `\(channel.rawValue)` has no provider", mend: mend, at: "channels")
        }
        let points = points.value(in: reader, context)
        if place.isFirst, points == .next {
            reader.complain("no step before it wrote or called anywhere", mend: "remove `points`", at: "points")
        }
        let preference = preference(reader, context, place.pace)
        let template = name.flatMap { read(template: $0, reader, place.known) }
        guard let channels, let template else { return nil }
        var step = Step(channels: channels, template: template)
        step.points = points ?? .all
        step.preference = preference
        return step
    }

    private func taskStep(_ reader: TOMLReader, _ context: SettingsContext) -> Step? {
        for key in [channels.name, template.name, points.name, prefer.name, preferWithin.name]
        where reader.contains(key) {
            reader.complain("a task has no `\(key)`", mend: "remove it, or make it a step of its own", at: key)
        }
        let what = task.value(in: reader, context)
        let owner = owner.required.value(in: reader, context)
        let due = due.required.value(in: reader, context)
        let note = note.value(in: reader, context)
        guard let what, let owner, let due else { return nil }
        return Step(task: TaskOrder(what: what, owner: owner, due: due, note: note))
    }

    private func preference(_ reader: TOMLReader, _ context: SettingsContext, _ pace: Pace) -> Preference? {
        let own = prefer.value(in: reader, context)
        let within = preferWithin.value(in: reader, context)
        if within != nil, own == nil, pace.hours == nil {
            reader.complain("`prefer_within` is of no use without `prefer`", mend: "add `prefer`", at: "prefer_within")
        }
        return (own ?? pace.hours).map { Preference($0, within: within ?? pace.within) }
    }

    private func read(template name: String, _ reader: TOMLReader, _ known: KnownNames) -> TemplateID? {
        guard let id = TemplateID(name) else {
            reader.complain(
                "\(quoted(name)) is no identifier",
                mend: "use letters, digits, `.`, `_`, `-`",
                at: "template"
            )
            return nil
        }
        guard let templates = known.templates, !templates.contains(id) else { return id }
        let names = templates.map(\.rawValue).sorted()
        let nearest = NearestName.suggest(name, among: names).map { "did you mean `\($0)`?" }
        let all = names.isEmpty ? "there are none" : "there are " + names.map { "`\($0)`" }.joined(separator: ", ")
        reader.complain("template \(quoted(name)) is not known", mend: nearest ?? all, at: "template")
        return nil
    }
}

extension StepSection {
    private typealias Timing = (after: Duration, at: Int?, late: Duration?)

    private func timing(_ reader: TOMLReader, _ context: SettingsContext, _ place: StepPlace) -> Timing? {
        let after = after.value(in: reader, context)
        let at = at.value(in: reader, context)
        if !place.isFirst, !reader.contains(self.after.name), !reader.contains(self.at.name) {
            reader.complain(
                "the step would come at once after the one before it",
                mend: "add `after`, such as `3d`, or `at`, such as `due+15d`"
            )
        }
        if let at, let before = place.day, at < before {
            reader.complain(
                "the step would come before one that stands in front of it",
                mend: "put the steps in the order of their days",
                at: "at"
            )
        }
        return (after ?? .zero, at, lateness(reader, context, place.pace))
    }

    /// How late the step may come; nil = it comes however late it is.
    private func lateness(_ reader: TOMLReader, _ context: SettingsContext, _ pace: Pace) -> Duration? {
        let own = late.value(in: reader, context)
        let catchUp = catchUp.value(in: reader, context)
        guard catchUp ?? pace.catchUp == .expire else {
            if reader.contains(late.name) { PaceKeys.complainOfLate(reader) }
            return nil
        }
        if catchUp == .expire, own == nil, pace.late == nil, !reader.contains(late.name) {
            reader.complain("a step that is too late needs a measure", mend: "add `late`, such as `5d`", at: "catch_up")
        }
        return own ?? pace.late
    }

    private func condition(_ reader: TOMLReader, _ context: SettingsContext, _ place: StepPlace) -> StepCondition {
        guard let table = reader.optionalTable(when.name) else { return StepCondition() }
        return StepConditionSection().read(table, context, isFirst: place.isFirst)
    }
}
