import Dunning
import TOML

extension SettingsReader {
    /// A provider that the file names, also where it cannot be built: then its channel is not said to have none.
    struct NamedProvider {
        let channel: Channel
        let settings: ProviderSettings?
    }

    /// What holds for all providers of a channel.
    struct ChannelWays {
        var onUnknown: [Channel: OnUnknown] = [:]
        var retry: [Channel: RetrySettings] = [:]
    }

    /// The ways out in the order of the file, and what holds for all of a channel.
    func providers(_ creditors: Set<CreditorID>, _ retry: RetrySettings?) -> ([NamedProvider], ChannelWays) {
        var providers: [NamedProvider] = []
        var ways = ChannelWays()
        for channel in Channel.allCases {
            ways.onUnknown[channel] = .review
            ways.retry[channel] = retry
        }
        let inOrder = root.keys.compactMap(Channel.init(rawValue:))
        for channel in inOrder + Channel.allCases.filter({ !inOrder.contains($0) }) {
            guard let reader = root.optionalTable(channel.rawValue) else { continue }
            let section = ChannelSection()
            if let choice = section.onUnknown.value(in: reader, context) { ways.onUnknown[channel] = choice }
            if let own = reader.optionalTable(section.retry.name) {
                ways.retry[channel] = RetrySection().read(own, context, over: retry)
            }
            for name in reader.keys where name != section.onUnknown.name && name != section.retry.name {
                guard let inner = reader.optionalTable(name) else { continue }
                providers.append(provider(name, channel, inner, creditors))
            }
        }
        return (providers, ways)
    }

    private func provider(
        _ name: String,
        _ channel: Channel,
        _ reader: TOMLReader,
        _ creditors: Set<CreditorID>
    ) -> NamedProvider {
        let reading = ProviderReading(channel: channel, reader: reader, context: context, creditors: creditors)
        let id = ProviderID("\(channel.rawValue).\(name)")
        if id == nil { reader.complain("\(quoted(name)) is no identifier", mend: "use letters, digits, `_` and `-`") }
        guard let kind = kind(of: reading) else { return NamedProvider(channel: channel, settings: nil) }
        let built = build(kind, reading)
        let rate = reading.get(ProviderKeys.rate)
        let price = reading.price()
        let weight = reading.get(ProviderKeys.weight)
        let connections = kind == .spool ? 1 : reading.get(ProviderKeys.connections(8))
        guard let id, let built, let connections else { return NamedProvider(channel: channel, settings: nil) }
        let settings = ProviderSettings(
            id: id,
            channel: channel,
            kind: built.kind,
            rate: rate,
            weight: weight,
            price: price,
            connections: connections,
            isLocal: built.isLocal
        )
        return NamedProvider(channel: channel, settings: settings)
    }

    /// The kind of the provider, where it can serve the channel.
    private func kind(of reading: ProviderReading) -> ProviderName? {
        let kind = reading.get(ProviderKeys.provider)
        guard let kind, kind.channels.contains(reading.channel) else {
            if let kind {
                let right = ProviderName.allCases.filter { $0.channels.contains(reading.channel) }.map {
                    "`\($0.rawValue)`"
                }
                reading.reader.complain(
                    "`\(kind.rawValue)` does not serve `\(reading.channel.rawValue)`",
                    mend: "write \(right.joined(separator: " or "))",
                    at: "provider"
                )
            }
            reading.reader.skipRest()
            return nil
        }
        return kind
    }

    private func build(_ kind: ProviderName, _ reading: ProviderReading) -> (
        kind: ProviderSettings.Kind, isLocal: Bool
    )? {
        switch kind {
        case .smtp: SMTPSection().read(reading)
        case .kannel: KannelSection().read(reading)
        case .twilio: TwilioSection().read(reading)
        case .http: HTTPSection().read(reading)
        case .spool: SpoolSection().read(reading)
        case .lob: LobSection().read(reading)
        }
    }
}

/// The keys of `[email]`, `[sms]`, `[voice]`, `[letter]`.
struct ChannelSection: SettingsSection {
    static let header = "[email], [sms], [voice], [letter]"
    static let about = "One table a channel, above its providers."

    let onUnknown = SettingsKey<OnUnknown>.choice(
        "on_unknown",
        "What becomes of a hand-over whose fate is unknown: a person settles it, or it is sent again at the risk of a double."
    ).otherwise(.review, "review")
    /// Read as a table of its own: see `RetrySection`.
    let retry = SettingsKey<TOMLTable>(
        "retry",
        "a table such as `{ attempts = 3, most = \"10m\" }`",
        "What holds for this channel in place of `[retry]`; what is left out is as there."
    ) { node, _ throws(TOMLMistake) in try node.table() }
}
