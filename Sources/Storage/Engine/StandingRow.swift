import Dunning

extension ProviderStanding {
    /// The columns in the order in which `init` reads them.
    package static let columns = """
        provider, paused_at, paused_by, paused_until, note, breaker, breaker_until, breaker_code, breaker_at
        """

    /// Reads a row.
    package init(_ row: some StoredRow) throws(StoreError) {
        let provider: ProviderID = row.identifier(0)
        self.init(provider: provider)
        if let since = row.optionalInstant(1) {
            pause = ProviderPause(
                at: since,
                by: row.text(2),
                until: row.optionalInstant(3),
                note: row.optionalText(4)
            )
        }
        guard let state: BreakerReport.State = try row.optionalWord(5), let at = row.optionalInstant(8) else { return }
        breaker = BreakerReport(
            provider: provider,
            state: state,
            until: row.optionalInstant(6),
            code: row.optionalText(7),
            at: at
        )
    }
}
