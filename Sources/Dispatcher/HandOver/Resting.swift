public import Dunning

/// The providers that are not asked for now, each with the moment at which it may be asked again.
public struct Resting: Hashable, Sendable {
    private var ends: [ProviderID: Instant] = [:]

    /// Providers and when each may be asked again; as it stands all may be asked.
    public init(_ ends: [ProviderID: Instant] = [:]) { self.ends = ends }

    /// When a provider may be asked again; nil = now.
    public subscript(provider: ProviderID) -> Instant? { ends[provider] }

    /// Whether a provider is not asked for now.
    func contains(_ provider: ProviderID) -> Bool { ends[provider] != nil }

    /// When the first of these may be asked again; nil where one may be asked now, or there are none.
    func end(of providers: some Collection<ProviderID>) -> Instant? {
        let known = providers.compactMap { ends[$0] }
        return known.count == providers.count ? known.min() : nil
    }

    /// Notes that a provider is not asked until then, or longer where it is known to rest longer.
    mutating func add(_ provider: ProviderID, until end: Instant) {
        ends[provider] = max(end, ends[provider] ?? end)
    }
}
