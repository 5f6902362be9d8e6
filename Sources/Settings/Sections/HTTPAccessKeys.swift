import TOML

/// The keys that all providers with an HTTP API have after their own ones, and how the API is reached.
struct HTTPAccessKeys: KeyGroup {
    let connections = ProviderKeys.connections(8)
    let rate = ProviderKeys.rate
    let weight = ProviderKeys.weight
    let price = ProviderKeys.price
    let timeout = ProviderKeys.timeout
    let caFile = ProviderKeys.caFile
    let allowsPlainText = ProviderKeys.allowsPlainText

    /// How the API at `url` is reached, in the clear only on this machine or where the file says so: each is told secrets.
    func read(_ url: SettingsKey<String>, _ reading: ProviderReading) -> HTTPAccess? {
        let url = reading.get(url)
        reading.checkPlainText(url, hasSecrets: true, isAllowed: reading.get(allowsPlainText) ?? false)
        let caFile = reading.get(caFile)
        let timeout = reading.get(timeout)
        guard let url, let timeout else { return nil }
        return HTTPAccess(url: url, caFile: caFile, timeout: timeout)
    }
}

extension HTTPAccess {
    /// The same for an API below whose address requests are built.
    var asBase: HTTPAccess { HTTPAccess(url: withoutSlash(url), caFile: caFile, timeout: timeout) }

    /// Whether the API is on this machine.
    var isLocal: Bool { ServiceURL.isLoopback(url) }
}
