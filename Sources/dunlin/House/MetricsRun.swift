import Dispatcher
import Dunning
import Server
import Settings
import Storage
import Synchronization

/// A server for figures that runs while the queue is worked.
struct MetricsRun {
    private let server: MetricsServer

    init(_ metrics: MetricsSettings, _ gauges: Gauges) {
        server = MetricsServer(host: metrics.host, port: metrics.port) { await gauges.families }
    }

    func during(_ work: (ServerEndpoint) async throws -> Void) async throws {
        try await server.during(work) { reason in
            Stop(
                "figures cannot be shown: \(reason)",
                hint: "set another `listen` under [metrics], or remove the table",
                code: .unavailable
            )
        }
    }
}

/// What is shown to Prometheus: what this process has done, and how the store stands; nothing about any debtor.
final class Gauges: Sendable {
    private struct Stock {
        var families: [MetricFamily] = []
        var readAt: ContinuousClock.Instant?
    }

    /// The store is asked that often at most, since counting many actions takes its time.
    private static let freshness = Duration.seconds(15)

    private let meter: WorkMeter
    private let settings: Settings
    private let desk: Desk
    private let stock = Mutex(Stock())

    init(_ meter: WorkMeter, _ settings: Settings, _ desk: Desk) {
        self.meter = meter
        self.settings = settings
        self.desk = desk
    }

    /// All figures at this moment.
    var families: [MetricFamily] {
        get async { meter.now.families + (await stored()) }
    }

    private func stored() async -> [MetricFamily] {
        let now = ContinuousClock().now
        let known = stock.withLock { stock in
            stock.readAt.flatMap { now - $0 < Gauges.freshness ? stock.families : nil }
        }
        if let known { return known }
        let families = await read()
        stock.withLock { $0 = Stock(families: families, readAt: now) }
        return families
    }

    /// Where the store does not answer, only that is told.
    private func read() async -> [MetricFamily] {
        let now = desk.clock.now
        func up(_ value: Double) -> MetricFamily {
            MetricFamily("dunlin_store_up", .gauge, "1 where the store answered.", [MetricFamily.Sample(value)])
        }
        do {
            let counts = try await desk.store.counts()
            let oldest = try await desk.store.oldestRunnable(at: now)
            let sheets = try await ProviderSheet.all(settings, desk)
            return [up(1), Gauges.actions(counts), Gauges.oldest(oldest, at: now), Gauges.states(sheets)]
        } catch {
            return [up(0)]
        }
    }

    private static func actions(_ counts: [ActionState: Int]) -> MetricFamily {
        MetricFamily(
            "dunlin_actions",
            .gauge,
            "Actions in each state.",
            ActionState.allCases.map { MetricFamily.Sample(Double(counts[$0] ?? 0), ["state": $0.rawValue]) }
        )
    }

    private static func oldest(_ oldest: [Lane: Instant], at now: Instant) -> MetricFamily {
        MetricFamily(
            "dunlin_oldest_runnable_seconds",
            .gauge,
            "For how long the oldest runnable action of each lane could have run.",
            Lane.allCases.map { lane in
                let age = oldest[lane].map { (now - $0) / .seconds(1) } ?? 0
                return MetricFamily.Sample(max(0, age), ["lane": lane.rawValue])
            }
        )
    }

    /// One line for each state that a provider can be in: 1 for the one in which it is.
    private static func states(_ sheets: [ProviderSheet]) -> MetricFamily {
        MetricFamily(
            "dunlin_provider_state",
            .gauge,
            "1 for the state in which a provider is, as all processes on the store know it.",
            sheets.flatMap { sheet in
                ProviderSheet.State.allWords.map { word in
                    let labels: KeyValuePairs = ["provider": sheet.provider.rawValue, "state": word]
                    return MetricFamily.Sample(sheet.state.word == word ? 1 : 0, labels)
                }
            }
        )
    }
}

extension WorkMeter.Reading {
    /// What this process has done since it began.
    fileprivate var families: [MetricFamily] {
        [
            MetricFamily("dunlin_decisions_total", .counter, "Actions decided about.", [.init(Double(decided))]),
            MetricFamily("dunlin_handovers_total", .counter, "Hand-overs that have ended, by how.", endSamples),
            MetricFamily(
                "dunlin_retries_total",
                .counter,
                "Refused hand-overs that are tried again.",
                retries.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    .init(Double($0.value), ["channel": $0.key.rawValue])
                }
            ),
            MetricFamily(
                "dunlin_store_errors_total",
                .counter,
                "Times that the store could not be used.",
                [.init(Double(storeErrors))]
            ),
            MetricFamily(
                "dunlin_claim_seconds",
                .histogram,
                "How long it took to take a batch of actions, decide about them and write that down.",
                claims.samples("", "")
            ),
            MetricFamily(
                "dunlin_handover_seconds",
                .histogram,
                "How long a hand-over took.",
                ways(handovers).flatMap { $0.value.samples($0.key.channel.rawValue, $0.key.provider.rawValue) }
            ),
        ]
    }

    private var endSamples: [MetricFamily.Sample] {
        ways(ends).flatMap { way, ends in
            WorkMeter.End.allCases.map { end in
                let labels: KeyValuePairs = [
                    "channel": way.channel.rawValue, "provider": way.provider.rawValue, "result": end.rawValue,
                ]
                return MetricFamily.Sample(Double(ends[end] ?? 0), labels)
            }
        }
    }

    private func ways<Value>(_ values: [WorkMeter.Way: Value]) -> [(key: WorkMeter.Way, value: Value)] {
        values.sorted { $0.key.provider.rawValue < $1.key.provider.rawValue }
    }
}

extension Histogram {
    /// Its lines; without a channel they bear no labels but the bounds.
    fileprivate func samples(_ channel: String, _ provider: String) -> [MetricFamily.Sample] {
        func sample(_ value: Double, _ suffix: String, _ bound: String? = nil) -> MetricFamily.Sample {
            switch (channel.isEmpty, bound) {
            case (true, nil): MetricFamily.Sample(value, suffix: suffix)
            case (true, let bound?): MetricFamily.Sample(value, ["le": bound], suffix: suffix)
            case (false, nil):
                MetricFamily.Sample(value, ["channel": channel, "provider": provider], suffix: suffix)
            case (false, let bound?):
                MetricFamily.Sample(value, ["channel": channel, "provider": provider, "le": bound], suffix: suffix)
            }
        }
        let buckets = zip(Histogram.bounds, counts).map { sample(Double($1), "_bucket", "\($0)") }
        return buckets + [
            sample(Double(count), "_bucket", "+Inf"), sample(sum, "_sum"), sample(Double(count), "_count"),
        ]
    }
}
