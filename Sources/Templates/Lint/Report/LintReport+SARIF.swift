public import Dunning

extension LintReport {
    /// The report as SARIF 2.1.0 (OASIS standard, 27 March 2020), which code hosts and editors show at the lines.
    /// - Parameter version: Dunlin's own.
    /// - Returns: A log with one run.
    public func sarif(version: String) -> JSON {
        let places = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "dunlin templates lint",
                            "semanticVersion": .string(version),
                            "rules": .array(rules.map(\.sarif)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "results": .array(findings.map { $0.sarif(index: places[$0.rule]) }),
                ]
            ],
        ]
    }
}

extension LintRule {
    /// A `reportingDescriptor`.
    fileprivate var sarif: JSON {
        let help = "\(why)\n\nSource: \(source)\n\nInstead of: \(bad)\nWrite: \(good)"
        return [
            "id": .string(id),
            "shortDescription": ["text": .string(title)],
            "fullDescription": ["text": .string(why)],
            "help": ["text": .string(help)],
            "defaultConfiguration": ["level": .string(severity.rawValue)],
        ]
    }
}

extension LintFinding {
    /// A `result`.
    fileprivate func sarif(index: Int?) -> JSON {
        var physical: JSONMembers = ["artifactLocation": ["uri": .string(Self.uri(place.file ?? "templates"))]]
        if let line = place.line {
            var region: JSONMembers = ["startLine": .integer(Int64(line))]
            if let column = place.column { region["startColumn"] = .integer(Int64(column)) }
            if let excerpt { region["snippet"] = ["text": .string(excerpt)] }
            physical["region"] = .object(region)
        }
        var result: JSONMembers = [
            "ruleId": .string(rule),
            "level": .string(severity.rawValue),
            "message": ["text": .string(message + (mend.map { "; " + $0 } ?? ""))],
            "locations": [["physicalLocation": .object(physical)]],
        ]
        if let index { result["ruleIndex"] = .integer(Int64(index)) }
        return .object(result)
    }

    /// A relative reference (RFC 3986): what no address may hold is written in percent.
    private static func uri(_ path: String) -> String {
        path.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
    }
}
