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
        let requests = try Samples(workshop).actions(Self.mailCount).map { try Self.mailRequest($0.action) }
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

    private static func mailRequest(_ action: Action) throws -> CompositionRequest {
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
        let folder = arguments.directory
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/jinja-mails-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        let twins = try MailTwins(arguments.root)
        let lines = try requests.prefix(60).map { try twins.line(of: $0, workshop.templates) }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", arguments.root + "/scripts/bench-jinja2", path, "\(arguments.rounds)"]
        process.standardOutput = pipe
        try process.run()
        let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0, let found = try? JSON(parsing: output) else {
            Notes.say("jinja2: left out; scripts/install-packages test installs it")
            return []
        }
        let version = found["version"]?.string ?? "?"
        Notes.say("jinja2: version \(version)")
        return [("jinja2", "one"), ("jinja2, 2 processes", "two")].compactMap { name, key in
            found[key].flatMap { figure($0, name) }
        }
    }

    private static func figure(_ json: JSON, _ name: String) -> Figure? {
        guard let count = json["count"]?.integer, let seconds = number(json["seconds"]) else { return nil }
        return Figure(
            name: name,
            unit: "mails",
            count: Int(count),
            seconds: seconds,
            cpuSeconds: number(json["cpuSeconds"])
        )
    }

    private static func number(_ json: JSON?) -> Double? {
        switch json {
        case .number(let number)?: number
        case .integer(let number)?: Double(number)
        default: nil
        }
    }
}

/// Finished mails with the values that are in them, from which another engine's templates can be made.
private struct MailTwins {
    /// Values that are long enough not to stand in other words.
    private static let fields = [
        "debtor.name", "creditor.name", "totalDue", "amountDue", "due", "payBy", "transferReference", "account",
        "payment.link", "creditor.iban", "creditor.bic", "creditor.email", "creditor.phone", "creditor.phone.e164",
        "creditor.addressLine", "optOut.link", "originalCreditor", "salutation", "greeting",
    ]
    private static let name = TemplateID(trusted: "bench-values")

    private let values: TemplateLibrary

    /// The checkout's templates and one more, whose text part lists values.
    init(_ root: String) throws {
        let lines =
            Self.fields.map { "{{#\($0)}}\($0)\t{{\($0)}}\n{{/\($0)}}" }.joined()
            + "{{#invoices}}number\t{{number}}\ndue\t{{due}}\nopen\t{{open}}\n{{/invoices}}"
        let manifest = "title = \"Values\"\npurpose = \"reminder\"\nchannels = [\"email\"]\n"
        var files = try RuleFolder.files(root + "/templates", ending: "")
        files.append(SourceFile(path: "\(Self.name)/template.toml", bytes: Array(manifest.utf8)))
        for locale in ["de", "en", "fr"] {
            let folder = "\(Self.name)/\(locale)"
            files.append(SourceFile(path: "\(folder)/email.subject.mustache", bytes: Array("x".utf8)))
            files.append(SourceFile(path: "\(folder)/email.txt.mustache", bytes: Array(lines.utf8)))
        }
        let (library, problems) = TemplateLibrary.load(files: files)
        guard let library else { throw BenchFault("the values cannot be listed: \(problems)") }
        values = library
    }

    func line(of request: CompositionRequest, _ templates: TemplateLibrary) throws -> String {
        var listing = request
        listing.template = Self.name
        guard case .email(let mail) = try templates.compose(request).content, let html = mail.html,
            case .email(let list) = try values.compose(listing).content
        else { throw BenchFault("a mail has no HTML") }
        let known = Set(list.text.split(separator: "\n").compactMap { $0.split(separator: "\t").dropFirst().first })
        let named = known.filter { $0.count > 3 }.sorted().enumerated().map { ("v\($0)", JSON.string(String($1))) }
        let line = JSON.object([
            "values": .object(Dictionary(uniqueKeysWithValues: named)), "subject": .string(mail.subject),
            "html": .string(html), "text": .string(mail.text),
        ])
        return line.canonical
    }
}

/// A count that several threads add to.
private final class Tally: Sendable {
    private let number = Mutex(0)

    var total: Int { number.withLock { $0 } }

    func add(_ count: Int) { number.withLock { $0 += count } }
}
