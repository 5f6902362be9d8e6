/// One figure with all its labels, as Prometheus reads it (text exposition format 0.0.4).
package struct MetricFamily: Sendable {
    /// What a figure is.
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// One line of it.
    package struct Sample: Sendable {
        let suffix: String
        let labels: [(name: String, value: String)]
        let value: Double

        /// One line: what is put behind the figure's name, the labels in their order, the value.
        package init(_ value: Double, _ labels: KeyValuePairs<String, String> = [:], suffix: String = "") {
            self.suffix = suffix
            self.labels = labels.map { ($0.key, $0.value) }
            self.value = value
        }
    }

    let name: String
    let help: String
    let kind: Kind
    let samples: [Sample]

    /// A figure.
    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// Its lines, with what it is above them.
    package var text: String {
        var text = "# HELP \(name) \(MetricFamily.escape(help))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            text += name + sample.suffix
            if !sample.labels.isEmpty {
                let labels = sample.labels.map { "\($0.name)=\"\(MetricFamily.escape($0.value, quotes: true))\"" }
                text += "{\(labels.joined(separator: ","))}"
            }
            text += " \(MetricFamily.number(sample.value))\n"
        }
        return text
    }

    private static func escape(_ text: String, quotes: Bool = false) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? escaped.replacing("\"", with: "\\\"") : escaped
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}

extension [MetricFamily] {
    /// The page that Prometheus reads.
    package var page: String { map(\.text).joined() }
}
