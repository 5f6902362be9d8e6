import Dunning
import Intake

/// Actions by the thousand, made from the samples of the templates' folder; the same ones on every run.
struct Samples {
    /// A creditor's reminder to a consumer in Cologne, a collector's in Ohio, a creditor's to a company in Lyon.
    private static let mixed = ["consumer-de.json", "consumer-en-us.json", "business-fr.json"]

    private let objects: [JSONMembers]

    init(_ workshop: Workshop) throws {
        objects = try Self.mixed.map { name in
            guard let file = workshop.samples.first(where: { $0.path == name }),
                let object = try JSON(parsing: file.bytes).object
            else { throw BenchFault("there is no sample `\(name)`") }
            return object
        }
    }

    /// Lines as an engine writes them, each about another debtor.
    func lines(_ numbers: Range<Int>, in lane: Lane = .normal) -> [String] { numbers.map { line($0, lane).canonical } }

    /// As many actions, read and checked.
    func actions(_ numbers: Range<Int>, in lane: Lane = .normal) throws -> [ReadAction] {
        try Samples.read(lines(numbers, in: lane))
    }

    /// Reads what must be without mistakes.
    static func read(_ lines: [String]) throws -> [ReadAction] {
        let reader = ActionReader(rules: rules, file: "bench")
        return try lines.enumerated().map { number, line in
            switch reader.read(RawLine(number: number + 1, bytes: Array(line.utf8))) {
            case .action(let action): return action
            case .refused(let line): throw BenchFault("a sample is no action: \(line.diagnostics)")
            case nil: throw BenchFault("a sample is empty")
            }
        }
    }

    /// What `dunlin enqueue` measures actions against.
    static let rules = IntakeRules(
        creditors: Set(Workshop.creditors.keys),
        sequences: [Workshop.ladder],
        templates: [Workshop.reminder]
    )

    private func line(_ number: Int, _ lane: Lane) -> JSON {
        var object = objects[number % objects.count]
        let isAmerican = object["debtor"]?["address"]?["country"]?.string == "US"
        object["id"] = .string("bench-\(number)")
        object["creditor"] = .string(isAmerican ? "agency" : "acme")
        object["lane"] = .string(lane.rawValue)
        object["account"] = .string("ACC-\(number)")
        object["debt"] = object["debt"].map { Samples.with("id", "D-\(number)", $0) }
        object["debtor"] = object["debtor"].map { Samples.with("id", "P-\(number)", $0) }
        object["notAfter"] = "2026-12-31T00:00:00Z"
        return .object(object)
    }

    private static func with(_ name: String, _ text: String, _ json: JSON) -> JSON {
        var object = json.object ?? [:]
        object[name] = .string(text)
        return .object(object)
    }
}
