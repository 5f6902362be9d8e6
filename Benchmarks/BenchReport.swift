import Dunning
import Foundation

/// All figures of one run, with the machine that they are of.
struct BenchReport {
    var machine: Machine
    var figures: [Figure] = []
    var loadAfter = "?"

    /// What is set against what, where both were measured in this run.
    private static let comparisons = [
        ("handover", "smtp-source 8"), ("dispatch 8", "handover"), ("dispatch 8", "disk"),
        ("gate", "few rules calendar"), ("gate verdict", "few rules calendar"), ("few rules", "few rules calendar"),
        ("few rules verdict", "few rules calendar"), ("mails", "jinja2"), ("mails, 2 cores", "jinja2, 2 processes"),
    ]

    /// What is promised: so many a second of these.
    private static let targets = [
        (figure: "dispatch 8", rate: 1_000.0, words: "mails/s from enqueueing to the sink, on two cores"),
        (figure: "mails, 2 cores", rate: 50_000.0, words: "mails/s with subject, HTML and text, on two cores"),
        (figure: "gate", rate: 250_000.0, words: "decisions/s with all findings, on one core"),
        (figure: "gate verdict", rate: 1_000_000.0, words: "decisions/s, the verdict alone, on one core"),
    ]

    init(machine: Machine) { self.machine = machine }

    mutating func add(_ more: [Figure]) { figures += more }

    private var ratios: [(name: String, value: Double)] {
        let connected = figures.compactMap { figure -> [(String, String)]? in
            guard figure.name.hasPrefix("dispatch "), !figure.name.contains(":") else { return nil }
            let connections = figure.name.dropFirst("dispatch ".count)
            return [(figure.name, "smtp-source \(connections)"), (figure.name, "celery \(connections)")]
        }
        let rates = (Self.comparisons + connected.joined()).compactMap { left, right -> (String, Double)? in
            guard let left = figure(left), let right = figure(right) else { return nil }
            return ("\(left.name) / \(right.name)", left.rate / right.rate)
        }
        return rates + costs("memory, ", \.memoryMB) + costs("claims, ", \.cpuMicroseconds)
    }

    /// What a long backlog costs against a short one.
    private func costs(_ prefix: String, _ cost: KeyPath<Figure, Double?>) -> [(name: String, value: Double)] {
        let backlogs = figures.filter { $0.name.hasPrefix(prefix) }
        guard let short = backlogs.first, let long = backlogs.last, backlogs.count > 1, let low = short[keyPath: cost],
            let high = long[keyPath: cost]
        else { return [] }
        return [("\(long.name) / \(short.name), cost", high / low)]
    }

    private func figure(_ name: String) -> Figure? { figures.first { $0.name == name } }

    var json: JSON {
        .compact([
            "machine": machine.json, "loadAfter": .string(loadAfter), "figures": .array(figures.map(\.json)),
            "ratios": .object(
                JSONMembers(ratios.map { ($0.name, .string(Self.twoPlaces($0.value))) }, uniquingKeysWith: { $1 })
            ),
            "meetsTarget": figure("dispatch 8").map { .boolean($0.rate >= Self.targets[0].rate) },
            "targets": .object(
                JSONMembers(met.map { ($0.target.figure, .boolean($0.isMet)) }, uniquingKeysWith: { $1 })
            ),
        ])
    }

    var text: String {
        var lines = [machine.words, "load average \(machine.loadBefore) before, \(loadAfter) after", ""]
        lines += figures.map(Self.line)
        if !ratios.isEmpty { lines.append("") }
        lines += ratios.map { Self.padded(Self.twoPlaces($0.value), to: 11) + "   \($0.name)" }
        if !met.isEmpty { lines.append("") }
        lines += met.map { target, isMet in
            "target of \(Self.grouped(target.rate)) \(target.words): \(isMet ? "met" : "missed")"
        }
        return lines.joined(separator: "\n")
    }

    private var met: [(target: (figure: String, rate: Double, words: String), isMet: Bool)] {
        Self.targets.compactMap { target in figure(target.figure).map { (target, $0.rate >= target.rate) } }
    }

    private static func line(_ figure: Figure) -> String {
        let rate = padded(grouped(figure.rate), to: 11)
        var line = "\(rate) \(filled("\(figure.unit)/s", to: 14))\(filled(figure.name, to: 26))"
        if let each = figure.cpuMicroseconds {
            line += padded(each < 100 ? twoPlaces(each) : grouped(each), to: 9) + " us CPU each"
        }
        if let p50 = figure.p50Microseconds { line += ", p50 \(twoPlaces(p50)) us" }
        if let p99 = figure.p99Microseconds { line += ", p99 \(twoPlaces(p99)) us" }
        if let memory = figure.memoryMB { line += ", \(grouped(memory)) MB at most" }
        if let allocations = figure.allocations { line += ", \(twoPlaces(allocations)) allocations" }
        return line
    }

    private static func twoPlaces(_ value: Double) -> String { String(format: "%.2f", value) }

    private static func grouped(_ value: Double) -> String {
        var digits = String(Int64(value.rounded()))
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = String(digits.dropLast(3))
        }
        return ([digits] + groups.map(String.init)).joined(separator: ",")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func filled(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
