import ArgumentParser
import Dunning
import Foundation
import Intake
import Settings
import Storage
import Templates

struct EnqueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enqueue",
        abstract: "Put dunning actions on the queue: JSON Lines, plain or in CloudEvents.",
        discussion: """
            Every line is checked as a whole, and everything that is wrong with it is told. What cannot be accepted is \
            kept aside (`dunlin actions list --refused`). The same action again is recognised by its id and changes \
            nothing; another body under a known id is refused.

            EXAMPLES:
              dunlin enqueue actions.jsonl
              billing-export | dunlin enqueue -
              dunlin enqueue --dry-run --json actions.jsonl      check, accept nothing

            Exit code 65 where a line was refused; the good lines are accepted all the same.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Files with one action a line; '-' reads standard input.")
    var files: [String] = ["-"]

    @Flag(name: .long, help: "Check the lines only, without the database: accept nothing, keep nothing.")
    var dryRun = false

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            let templates = try Workshop.library(house.settings.folders.templates, console)
            let rules = IntakeRules(house.settings.creditors, house.settings.sequences, templates)
            let clerk = IntakeClerk(desk: dryRun ? nil : try await house.desk(), rules: rules, console: console)
            var tally = IntakeTally()
            for file in files { try await clerk.take(file, into: &tally) }
            if console.json { console.data(tally.json) } else { console.data(tally.words(dryRun: dryRun)) }
            if tally.refused > 0 { throw ExitCode.badData }
        }
    }
}

/// How many lines went which way.
struct IntakeTally: Hashable, Sendable {
    var accepted = 0
    var duplicates = 0
    var refused = 0
    var warnings = 0

    var json: JSON {
        .object([
            "accepted": .integer(Int64(accepted)), "duplicates": .integer(Int64(duplicates)),
            "refused": .integer(Int64(refused)), "warnings": .integer(Int64(warnings)),
        ])
    }

    func words(dryRun: Bool) -> String {
        let verb = dryRun ? "acceptable" : "accepted"
        var text = "\(accepted) \(verb), \(duplicates) known already, \(refused) refused"
        if warnings > 0 { text += ", \(warnings) warnings" }
        if refused > 0, !dryRun { text += "; `dunlin actions list --refused` shows what was refused" }
        return text
    }
}

/// Takes lines in, batch by batch, in constant memory.
struct IntakeClerk: Sendable {
    /// Where actions are kept; nil = they are only checked.
    let desk: Desk?
    let rules: IntakeRules
    let console: Console

    private static let batch = 500

    func take(_ path: String, into tally: inout IntakeTally) async throws {
        let handle = try open(path)
        defer { if path != "-" { try? handle.close() } }
        let reader = ActionReader(rules: rules, file: path)
        var lines = LineReader(file: handle)
        var good: [ReadAction] = []
        var bad: [RefusedLine] = []
        while let line = try next(&lines, path) {
            switch reader.read(line) {
            case nil: continue
            case .action(let action): good.append(action)
            case .refused(let line): bad.append(refusal(line, path))
            }
            if good.count + bad.count >= IntakeClerk.batch { try await keep(&good, &bad, path, &tally) }
        }
        try await keep(&good, &bad, path, &tally)
    }

    private func open(_ path: String) throws -> FileHandle {
        if path == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists, !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            throw Stop("cannot read `\(path)`", hint: "give a file of JSON Lines, or `-` for standard input")
        }
        return handle
    }

    private func next(_ lines: inout LineReader<FileUnreadable>, _ path: String) throws -> RawLine? {
        do throws(FileUnreadable) {
            return try lines.next()
        } catch {
            throw Stop("cannot read `\(path)`: \(error)")
        }
    }

    private func keep(
        _ good: inout [ReadAction],
        _ bad: inout [RefusedLine],
        _ path: String,
        _ tally: inout IntakeTally
    ) async throws {
        for action in good where !action.warnings.isEmpty {
            tally.warnings += action.warnings.count
            console.show(action.warnings)
        }
        do throws(StoreError) {
            let now = desk?.clock.now ?? Instant(milliseconds: 0)
            let offers = good.map { Acceptance(action: $0.action, body: $0.body) }
            let answers = try await desk?.store.accept(offers, at: now) ?? good.map { _ in .accepted }
            for (action, answer) in zip(good, answers) {
                switch answer {
                case .accepted: tally.accepted += 1
                case .duplicate: tally.duplicates += 1
                case .conflict: bad.append(conflict(action, path))
                }
            }
            for line in bad { console.show(line.diagnostics) }
            tally.refused += bad.count
            if !bad.isEmpty { try await desk?.store.keepAside(bad, at: now) }
        } catch {
            throw Stop("\(error)", hint: "what was not counted was not accepted; enqueue again", code: error.exitCode)
        }
        good = []
        bad = []
        if Console.isTerminal, !console.json { console.detail("\(path): \(tally.accepted) accepted so far") }
    }

    private func refusal(_ line: UnreadableLine, _ path: String) -> RefusedLine {
        RefusedLine(
            at: desk?.clock.now ?? Instant(milliseconds: 0),
            file: path,
            line: line.line,
            action: line.action,
            bytes: line.bytes,
            diagnostics: line.diagnostics
        )
    }

    private func conflict(_ action: ReadAction, _ path: String) -> RefusedLine {
        let problem = Diagnostic(
            at: Place(file: path, line: action.line, field: "/id"),
            "action `\(action.action.id)` is already accepted with another body",
            mend: "enqueue it under a new id"
        )
        return RefusedLine(
            at: desk?.clock.now ?? Instant(milliseconds: 0),
            file: path,
            line: action.line,
            action: action.action.id.rawValue,
            bytes: Array(action.body.utf8),
            diagnostics: [problem]
        )
    }
}
