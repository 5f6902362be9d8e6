extension Duration {
    /// The duration as one would write it, the longest units first: `3d`, `1h30m`, `2w`; `0s` for none.
    public var text: String {
        var rest = wholeMilliseconds
        guard rest > 0 else { return "0s" }
        var text = ""
        for (name, milliseconds) in Duration.units where rest >= milliseconds {
            // Weeks only where nothing is left over: `10d` says more than `1w3d`.
            guard name != "w" || rest % milliseconds == 0 else { continue }
            text += "\(rest / milliseconds)\(name)"
            rest %= milliseconds
        }
        return text
    }

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
}
