import Dunning
import Foundation
import Templates

/// Finished mails with the values that are in them, from which another engine's templates can be made.
struct MailTwins {
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

    /// Puts mails into a file that is gone once the work is done.
    static func withFile<Value>(
        of requests: some Swift.Sequence<CompositionRequest>,
        _ arguments: BenchArguments,
        _ templates: TemplateLibrary,
        _ work: (String) throws -> Value
    ) throws -> Value {
        try FileManager.default.createDirectory(atPath: arguments.directory, withIntermediateDirectories: true)
        let path = arguments.directory + "/mails-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        let twins = try MailTwins(arguments.root)
        let lines = try requests.map { try twins.line(of: $0, templates) }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try work(path)
    }

    private func line(of request: CompositionRequest, _ templates: TemplateLibrary) throws -> String {
        var listing = request
        listing.template = Self.name
        guard case .email(let mail) = try templates.compose(request).content, let html = mail.html,
            case .email(let list) = try values.compose(listing).content
        else { throw BenchFault("a mail has no HTML") }
        let known = Set(list.text.split(separator: "\n").compactMap { $0.split(separator: "\t").dropFirst().first })
        let named = known.filter { $0.count > 3 }.sorted().enumerated().map { ("v\($0)", JSON.string(String($1))) }
        let line = JSON.object([
            "values": .object(JSONMembers(uniqueKeysWithValues: named)), "subject": .string(mail.subject),
            "html": .string(html), "text": .string(mail.text),
        ])
        return line.canonical
    }
}
