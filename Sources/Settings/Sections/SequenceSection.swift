import Dunning
import TOML

/// The keys of `[sequence.NAME]`.
struct SequenceSection: SettingsSection {
    static let header = "[sequence.NAME]"
    static let about = """
        A ladder that actions ask for by `NAME`. `steps` is an array of tables: `channels` to try in order (the first that \
        can be used is used), the `template`, and how long `after` the step before it comes.
        """

    let steps = SettingsKey<[TOMLNode]>("steps", "an array of steps", "The rungs, in order.") {
        node,
        _ throws(TOMLMistake) in
        try node.array()
    }.required

    func read(_ id: SequenceID, _ reader: TOMLReader, _ context: SettingsContext, _ known: KnownNames) -> Dunning
        .Sequence?
    {
        guard let nodes = steps.value(in: reader, context) else { return nil }
        guard !nodes.isEmpty else {
            reader.complain("the ladder has no rung", mend: "add a step", at: "steps")
            return nil
        }
        let readers = reader.optionalTables("steps")
        let rungs = readers.enumerated().map { StepSection().read($1, context, isFirst: $0 == 0, known) }
        let steps = rungs.compactMap { $0 }
        return steps.count == nodes.count ? Dunning.Sequence(id: id, steps: steps) : nil
    }
}

/// What a sequence may name.
struct KnownNames {
    /// Channels that have a provider.
    let channels: Set<Channel>
    /// Templates that there are; nil = not known here.
    let templates: Set<TemplateID>?
}

/// One of the `steps` of a sequence.
struct StepSection: SettingsSection {
    static let header = "steps of [sequence.NAME]"
    static let about = #"One rung: `{ channels = ["email", "sms"], template = "reminder", after = "3d" }`."#

    let channels = SettingsKey<[Channel]>("channels", "an array of channels", "The channels to try, in order.") {
        node,
        _ throws(TOMLMistake) in
        var channels: [Channel] = []
        for element in try node.array() { channels.append(try element.enumeration(as: Channel.self)) }
        guard !channels.isEmpty, Set(channels).count == channels.count else {
            throw TOMLMistake("no channel, or one twice", mend: "name each once")
        }
        return channels
    }.required
    let template = SettingsKey<String>.string("template", "What to send.").required
    let after = SettingsKey<Duration>.duration(
        "after",
        .zero ... .seconds(31_536_000),
        "How long after the step before it."
    )

    func read(_ reader: TOMLReader, _ context: SettingsContext, isFirst: Bool, _ known: KnownNames) -> Step? {
        let channels = channels.value(in: reader, context)
        let name = template.value(in: reader, context)
        let after = after.value(in: reader, context)
        if !isFirst, !reader.contains("after") {
            reader.complain("the step would come at once after the one before it", mend: "add `after`, such as `3d`")
        }
        for channel in channels ?? [] where !known.channels.contains(channel) {
            let mend = "add `[\(channel.rawValue).primary]`, or remove the channel"
            reader.complain("channel `\(channel.rawValue)` has no provider", mend: mend, at: "channels")
        }
        let template = name.flatMap { read(template: $0, reader, known) }
        guard let channels, let template else { return nil }
        return Step(channels: channels, template: template, after: after ?? .zero)
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
