import Dunning
import Foundation

/// Another program that is measured beside us.
enum Peer {
    /// Runs it and reads the JSON that it prints; nil where it cannot be run here.
    static func answer(_ command: [String]) throws -> JSON? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        try process.run()
        let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return try? JSON(parsing: output)
    }

    /// What it says of its mails.
    static func figure(_ json: JSON, _ name: String) -> Figure? {
        guard let count = json["count"]?.integer, let seconds = json["seconds"]?.double else { return nil }
        return Figure(
            name: name,
            unit: "mails",
            count: Int(count),
            seconds: seconds,
            cpuSeconds: json["cpuSeconds"]?.double
        )
    }
}

extension JSON {
    /// Any number.
    var double: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        case .null, .boolean, .string, .array, .object: nil
        }
    }
}
