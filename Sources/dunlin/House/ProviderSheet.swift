import Dunning
import Settings
import Storage

/// How one provider of the configuration stands at a moment.
struct ProviderSheet: Sendable {
    enum State: Equatable {
        case inService
        /// A person took it out.
        case paused(ProviderPause)
        /// A breaker leaves it alone.
        case rests(BreakerReport)
        /// Its pause is over, and nothing has gone through since.
        case onProbe(BreakerReport)
    }

    let provider: ProviderID
    let channel: Channel
    let weight: Int?
    let state: State
    let failure: ProviderFailure?

    /// All providers of the configuration, in its order.
    static func all(_ settings: Settings, _ desk: Desk) async throws -> [ProviderSheet] {
        let ids = settings.providers.map(\.id)
        let standings: [ProviderStanding]
        let failures: [ProviderID: ProviderFailure]
        do throws(StoreError) {
            standings = try await desk.store.standings()
            failures = try await desk.store.lastFailures(of: ids)
        } catch {
            throw Stop("\(error)", code: error.exitCode)
        }
        let known = Dictionary(standings.map { ($0.provider, $0) }, uniquingKeysWith: { $1 })
        let now = desk.clock.now
        return settings.providers.map { provider in
            ProviderSheet(
                provider: provider.id,
                channel: provider.channel,
                weight: provider.weight,
                state: State(known[provider.id], at: now),
                failure: failures[provider.id]
            )
        }
    }

    var json: JSON {
        var members: [(String, JSON?)] = [
            ("provider", .string(provider.rawValue)), ("channel", .string(channel.rawValue)),
            ("weight", weight.map { .integer(Int64($0)) }), ("state", .string(state.word)),
        ]
        switch state {
        case .inService: break
        case .paused(let pause):
            members += [
                ("since", .string(pause.at.description)), ("by", .string(pause.by)),
                ("until", pause.until.map { .string($0.description) }), ("note", pause.note.map(JSON.string)),
            ]
        case .rests(let report), .onProbe(let report):
            members += [
                ("since", .string(report.at.description)), ("code", report.code.map(JSON.string)),
                ("until", report.until.map { .string($0.description) }),
            ]
        }
        if let failure {
            members.append(("lastFailure", failure.json))
        }
        return .object(JSONMembers(members.compactMap { name, value in value.map { (name, $0) } }) { $1 })
    }

    var words: String {
        var parts = [provider.rawValue, state.words]
        if let weight { parts.append("weight \(weight)") }
        if let failure { parts.append("last failure \(failure.code) at \(failure.at), \(failure.attempt)") }
        return parts.joined(separator: "  ")
    }
}

extension ProviderSheet.State {
    fileprivate init(_ standing: ProviderStanding?, at now: Instant) {
        if let pause = standing?.pause, pause.holds(at: now) {
            self = .paused(pause)
        } else if let report = standing?.breaker, report.state == .rests {
            self = report.until.map { now < $0 } == true ? .rests(report) : .onProbe(report)
        } else {
            self = .inService
        }
    }

    /// Every word that there is.
    static let allWords = ["in-service", "paused", "rests", "on-probe"]

    /// The state in one word, for machines.
    var word: String {
        switch self {
        case .inService: "in-service"
        case .paused: "paused"
        case .rests: "rests"
        case .onProbe: "on-probe"
        }
    }

    /// The state for people.
    var words: String {
        switch self {
        case .inService: return "in service"
        case .paused(let pause):
            let end = pause.until.map { " until \($0)" } ?? ""
            return "paused\(end) by \(pause.by) since \(pause.at)\(pause.note.map { ": \($0)" } ?? "")"
        case .rests(let report):
            return "rests until \(report.until?.description ?? "?") since \(report.at)\(report.because)"
        case .onProbe(let report):
            return "failed since \(report.at)\(report.because); the next message probes it"
        }
    }
}

extension BreakerReport {
    fileprivate var because: String { code.map { " after \($0)" } ?? "" }
}

extension ProviderFailure {
    fileprivate var json: JSON {
        [
            "attempt": .string(attempt.rawValue), "state": .string(state.rawValue), "code": .string(code),
            "at": .string(at.description),
        ]
    }
}
