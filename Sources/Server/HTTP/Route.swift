/// The only addresses that exist; everything else is not found.
enum Route: Hashable {
    case health
    /// The provider as the path spells it, the topic, and the query without its `?`.
    case callback(provider: String, topic: String, query: String)

    private static let topics: Set<String> = ["status", "key", "message"]

    /// Compares bytes: a path that is only equal after decoding or tidying up is another path.
    init?(_ target: String) {
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        if target == "/healthz" {
            self = .health
            return
        }
        let segments = (halves.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count == 4, segments[0].isEmpty, segments[1] == "callbacks",
            Route.topics.contains(String(segments[3]))
        else { return nil }
        self = .callback(
            provider: String(segments[2]),
            topic: String(segments[3]),
            query: halves.count == 2 ? String(halves[1]) : ""
        )
    }
}
