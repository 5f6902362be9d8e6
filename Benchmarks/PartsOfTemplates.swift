import Dispatch
import Dunning
import Foundation
import Intake
import Synchronization
import Templates

/// Whole mails on one core and on two, beside Jinja2 on mails that are the same to the byte.
extension BenchPart {
    /// Each about another debtor, in three countries.
    private static let mailCount = 300

    func templateFigures(_ arguments: BenchArguments, _ workshop: Workshop) throws -> [Figure] {
        let requests = try Samples(workshop).actions(0..<Self.mailCount).map { try Self.mailRequest($0.action) }
        var figures: [Figure] = []
        for channel in [Channel.email, .sms, .voice] {
            let name = channel == .email ? "mails" : channel.rawValue
            let asked = requests.map { request in
                var request = request
                request.channel = channel
                return request
            }
            figures += try measured(name, channel == .email ? "mails" : "messages", rounds: arguments.rounds) {
                try Self.compose(asked, workshop.templates)
            }
        }
        figures +=
            try (0..<arguments.rounds).map { _ in try Self.onTwoCores(requests, workshop.templates) }
            .median.map { [$0] } ?? []
        return figures + (try Self.jinja(arguments, workshop, requests))
    }

    static func mailRequest(_ action: Action) throws -> CompositionRequest {
        guard let creditor = Workshop.creditors[action.creditor] else { throw BenchFault("unknown creditor") }
        return CompositionRequest(
            action: action,
            creditor: creditor,
            template: Workshop.reminder,
            channel: .email,
            today: CivilDate(dayNumber: Int(Workshop.now.seconds / 86_400))
        )
    }

    private static func compose(_ requests: [CompositionRequest], _ templates: TemplateLibrary) throws -> Int {
        for request in requests where try templates.compose(request).revision.isEmpty {
            throw BenchFault("a message has no revision")
        }
        return requests.count
    }

    /// Two threads that share the templates and nothing else, for a second.
    private static func onTwoCores(_ requests: [CompositionRequest], _ templates: TemplateLibrary) throws -> Figure {
        let watch = Stopwatch()
        let counts = Tally()
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            var count = 0
            while !watch.isLongEnough { count += (try? compose(requests, templates)) ?? 0 }
            counts.add(count)
        }
        guard counts.total > 0 else { throw BenchFault("no mail could be composed") }
        return watch.figure("mails, 2 cores", "mails", counts.total)
    }

    /// Jinja2 in a process of its own, and in two.
    private static func jinja(
        _ arguments: BenchArguments,
        _ workshop: Workshop,
        _ requests: [CompositionRequest]
    ) throws -> [Figure] {
        let found = try MailTwins.withFile(of: requests.prefix(60), arguments, workshop.templates) { path in
            try Peer.answer(["python3", arguments.root + "/scripts/bench-jinja2", path, "\(arguments.rounds)"])
        }
        guard let found else {
            Notes.say("jinja2: left out; scripts/install-packages test installs it")
            return []
        }
        let version = found["version"]?.string ?? "?"
        Notes.say("jinja2: version \(version)")
        return [("jinja2", "one"), ("jinja2, 2 processes", "two")].compactMap { name, key in
            found[key].flatMap { Peer.figure($0, name) }
        }
    }
}

/// A count that several threads add to.
private final class Tally: Sendable {
    private let number = Mutex(0)

    var total: Int { number.withLock { $0 } }

    func add(_ count: Int) { number.withLock { $0 += count } }
}
