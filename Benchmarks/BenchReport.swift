import Dunning
import Foundation

/// All figures of one run, with the machine that they are of.
struct BenchReport {
    var machine: Machine
    var figures: [Figure] = []
    var loadAfter = "?"

    /// What is set against what, where both were measured in this run.
    private static let comparisons = [
        ("handover", "smtp-source"), ("dispatch", "smtp-source"), ("dispatch", "handover"), ("dispatch", "disk"),
    ]

    /// The one promise: this many mails a second from enqueueing to the sink, on two cores.
    private static let target = 1_000.0

    init(machine: Machine) { self.machine = machine }

    mutating func add(_ more: [Figure]) { figures += more }

    private var ratios: [(name: String, value: Double)] {
        Self.comparisons.compactMap { left, right in
            guard let left = figure(left), let right = figure(right) else { return nil }
            return ("\(left.name) / \(right.name)", left.rate / right.rate)
        }
    }

    private func figure(_ name: String) -> Figure? { figures.first { $0.name == name } }

    var json: JSON {
        .compact([
            "machine": machine.json, "loadAfter": .string(loadAfter), "figures": .array(figures.map(\.json)),
            "ratios": .object(
                Dictionary(ratios.map { ($0.name, .string(Self.twoPlaces($0.value))) }, uniquingKeysWith: { $1 })
            ),
            "meetsTarget": figure("dispatch").map { .boolean($0.rate >= Self.target) },
        ])
    }

    var text: String {
        var lines = [machine.words, "load average \(machine.loadBefore) before, \(loadAfter) after", ""]
        lines += figures.map { figure in
            let each = figure.cpuMicroseconds.map { Self.padded(Self.grouped($0), to: 9) + " us CPU each" } ?? ""
            let rate = Self.padded(Self.grouped(figure.rate), to: 11)
            return "\(rate) \(Self.filled("\(figure.unit)/s", to: 14))\(Self.filled(figure.name, to: 20))\(each)"
        }
        if !ratios.isEmpty { lines.append("") }
        lines += ratios.map { Self.padded(Self.twoPlaces($0.value), to: 11) + "   \($0.name)" }
        if let dispatch = figure("dispatch") {
            let verdict = dispatch.rate >= Self.target ? "met" : "missed"
            lines += ["", "target of \(Self.grouped(Self.target)) mails/s from enqueueing to the sink: \(verdict)"]
        }
        return lines.joined(separator: "\n")
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
