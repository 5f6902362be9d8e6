import TOML

/// The keys of `[metrics]`.
struct MetricsSection: SettingsSection {
    static let header = "[metrics]"
    static let about = """
        Where `dunlin run` shows its figures to Prometheus, at `/metrics`; without this table nowhere. They hold no \
        personal data, and are still nobody else's business: keep the address apart from the one that providers call.
        """

    let listen = SettingsKey<String>.checked(
        "listen",
        "an address with a port such as `127.0.0.1:9464`",
        "The address to listen on.",
        { ServerSection.hostAndPort($0) == nil ? "no address with a port" : nil }
    ).otherwise("127.0.0.1:9464", "127.0.0.1:9464")

    func read(_ reader: TOMLReader, _ context: SettingsContext) -> MetricsSettings? {
        listen.value(in: reader, context).flatMap(ServerSection.hostAndPort).map(MetricsSettings.init)
    }
}
