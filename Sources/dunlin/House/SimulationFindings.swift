import ContactRules
import Dunning
import Foundation

/// What a simulation finds, as it comes in: the tally is kept, complaints are told, bad lines are put aside.
struct SimulationFindings {
    private(set) var tally: SimulationTally
    /// Lines that could not be read.
    private(set) var rejected = 0
    /// Past decisions of which it cannot be told any more what was asked.
    var untold = 0
    private let console: Console
    /// The file for bad lines; nil = they are only told.
    private let rejects: FileHandle?
    private let showsProgress: Bool

    init(_ tally: SimulationTally, _ console: Console, rejects path: String?) throws {
        self.tally = tally
        self.console = console
        showsProgress = !console.quiet && isatty(STDERR_FILENO) == 1
        rejects = try path.map { path in
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else {
                throw Stop("cannot write `\(path)`", hint: "name a file that may be written", code: .unavailable)
            }
            return file
        }
    }

    /// Takes what came of the next lines of a file.
    mutating func take(_ lines: SimulatedLines) throws {
        if !lines.diagnostics.isEmpty { clearProgress() }
        console.show(lines.diagnostics)
        rejected += lines.rejected
        do {
            if !lines.rejects.isEmpty { try rejects?.write(contentsOf: Data(lines.rejects)) }
        } catch {
            throw Stop("the bad lines cannot be written", hint: "make room on the disk", code: .unavailable)
        }
        take(lines.tally)
    }

    /// Takes the tally of the next contacts.
    mutating func take(_ later: SimulationTally) {
        tally.add(later)
        guard showsProgress else { return }
        FileHandle.standardError.write(Data("\u{1B}[2K\(tally.total.asked) contacts …\r".utf8))
    }

    /// Leaves the line to what comes next.
    func clearProgress() {
        if showsProgress { FileHandle.standardError.write(Data("\u{1B}[2K".utf8)) }
    }
}
