import Dunning
import Foundation

/// The machine that the figures are of.
struct Machine {
    var processor: String
    var cores: Int
    var memoryGB: Int
    var kernel: String
    var date: String
    var loadBefore: String

    /// The one that this runs on.
    static func here() -> Machine {
        let model = text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = model.flatMap { $0.split(separator: ":").last }.map { $0.trimmingCharacters(in: .whitespaces) }
        let process = ProcessInfo.processInfo
        return Machine(
            processor: name ?? "unknown processor",
            cores: process.activeProcessorCount,
            memoryGB: Int((Double(process.physicalMemory) / 1_073_741_824).rounded()),
            kernel: text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines),
            date: Date().formatted(.iso8601),
            loadBefore: load()
        )
    }

    /// The load average of the last minute; above the number of cores others were at work too.
    static func load() -> String { text("/proc/loadavg").split(separator: " ").first.map(String.init) ?? "?" }

    /// The most memory that this process has had at once.
    static func peakMemoryMB() -> Double? {
        let line = text("/proc/self/status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return kibibytes.map { $0 * 1024 / 1_000_000 }
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    var json: JSON {
        [
            "processor": .string(processor), "cores": .integer(Int64(cores)), "memoryGB": .integer(Int64(memoryGB)),
            "kernel": .string(kernel), "date": .string(date), "loadBefore": .string(loadBefore),
        ]
    }

    var words: String { "\(processor), \(cores) cores, \(memoryGB) GB, Linux \(kernel), \(date)" }
}
