import CAllocationCount
import ContactRules
import Dunning
import Foundation

/// The gate on one core: with all rules and with a few, beside the same few rules in plain code.
extension BenchPart {
    func gateFigures(_ arguments: BenchArguments, _ folder: RuleFolder) throws -> [Figure] {
        let questions = GateMix(count: 1_000).questions
        let gate = Gate(try folder.book())
        let few = Gate(try folder.book(of: [PlainGate.pack]))
        let plain = PlainGate()
        let zones = (0..<questions.count).map { MixPlace.all[$0 % MixPlace.all.count].zone }
        try compare(questions, gate, few, plain, zones)
        return [
            try timed("gate", arguments, questions) { _ = kept(gate.decide($0).openUntil) },
            try timed("gate verdict", arguments, questions) { _ = kept(gate.verdict($0)) },
            try timed("few rules", arguments, questions) { _ = kept(few.decide($0).openUntil) },
            try timed("few rules verdict", arguments, questions) { _ = kept(few.verdict($0)) },
            try timed("few rules calendar", arguments, Array(zip(questions, zones))) {
                _ = kept(plain.verdict($0, zone: $1))
            },
        ].flatMap { $0 }
    }

    /// The answers must be the same before their cost can be set against each other.
    private func compare(
        _ questions: [ContactQuestion],
        _ gate: Gate,
        _ few: Gate,
        _ plain: PlainGate,
        _ zones: [String]
    ) throws {
        var counts: [String: Int] = [:]
        for (question, zone) in zip(questions, zones) {
            let decision = gate.decide(question)
            counts[decision.verdict.name, default: 0] += 1
            guard gate.verdict(question) == decision.verdict else {
                throw BenchFault("the gate's verdict alone is another than that of its decision: \(question.debtor.id)")
            }
            let expected = few.decide(question).verdict
            let found = plain.verdict(question, zone: zone)
            guard expected == found, few.verdict(question) == found else {
                throw BenchFault("the plain code says \(found) where the gate says \(expected): \(question.debtor.id)")
            }
        }
        let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        Notes.say("gate: the mix of \(questions.count) questions comes out as \(words)")
    }

    /// A rate as for everything, and then one by one: how long the slow ones take, and how often memory is asked for.
    private func timed<Question>(
        _ name: String,
        _ arguments: BenchArguments,
        _ questions: [Question],
        _ decide: (Question) -> Void
    ) throws -> [Figure] {
        let figures = try measured(name, "decisions", rounds: arguments.rounds) {
            for question in questions { decide(question) }
            return questions.count
        }
        var times: [UInt64] = []
        times.reserveCapacity(questions.count * 20)
        for _ in 0..<20 {
            for question in questions {
                let start = DispatchTime.now().uptimeNanoseconds
                decide(question)
                times.append(DispatchTime.now().uptimeNanoseconds - start)
            }
        }
        times.sort()
        let before = allocation_count()
        for question in questions { decide(question) }
        let allocations = Double(allocation_count() - before) / Double(questions.count)
        return figures.map { figure in
            var figure = figure
            figure.p99Microseconds = Double(times[times.count * 99 / 100]) / 1000
            figure.allocations = before < 0 ? nil : allocations
            return figure
        }
    }
}

/// Uses a value, so that the optimiser cannot leave out the work that gave it.
@inline(never)
private func kept<Value>(_ value: Value) -> Bool { true }
