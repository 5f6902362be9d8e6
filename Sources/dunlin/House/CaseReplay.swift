import ContactRules
import Dunning
import Foundation

/// Puts files of contact cases to two rule sets, on several cores and in their order.
struct CaseReplay: Sendable {
    let simulation: Simulation
    let from: Instant?
    let until: Instant?
    /// How many parts are worked at the same time.
    let jobs: Int

    /// Works one file through; no more than a few parts of it are in memory.
    func run(_ path: String, into found: inout SimulationFindings) async throws {
        let file = try Self.open(path)
        defer { try? file.close() }
        var cutter = CaseLineCutter(file: path) {
            do {
                return [UInt8](try file.read(upToCount: 1 << 20) ?? Data())
            } catch {
                throw Stop("cannot read `\(path)`", hint: "give the path of a file that can be read")
            }
        }
        // One reader, here; `jobs` children work on a part each; what they find is taken in the order of the parts.
        try await withThrowingTaskGroup(of: (number: Int, lines: SimulatedLines).self) { group in
            var waiting: [Int: SimulatedLines] = [:]
            var started = 0
            var taken = 0
            while true {
                while started - taken < jobs * 2, let part = try cutter.next() {
                    let number = started
                    group.addTask { (number, simulation.run(part, from: from, until: until)) }
                    started += 1
                }
                guard let done = try await group.next() else { return }
                waiting[done.number] = done.lines
                while let lines = waiting.removeValue(forKey: taken) {
                    try found.take(lines)
                    taken += 1
                }
            }
        }
    }

    private static func open(_ path: String) throws -> FileHandle {
        if path == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let file = FileHandle(forReadingAtPath: path)
        else { throw Stop("cannot read `\(path)`", hint: "give the path of a file that can be read") }
        return file
    }
}
