import Dunning

@testable import Templates

/// Runs lint on the small folder of the tests, with changes.
struct LintTrial {
    var changes: [String: String] = [:]
    var wordings = WordingBook.none
    var law: (any DisclosureLaw)?
    var press: (any PageCounter)?
    var action = Sample.action()
    var creditor = Sample.creditor()
    /// Files of the folder that are left out.
    var without: Set<String> = []

    /// A mail that nothing is wrong with.
    static let page = """
        <html lang="de"><body><p>{{debtor.name}}: {{amountDue}} sind noch offen, bitte zahlen Sie.</p></body></html>
        """

    func report() -> LintReport {
        TemplateLibrary.lint(
            files: Sample.files(
                ["reminder/de/email.html.mustache": Self.page].merging(changes) { $1 },
                without: without
            ),
            with: LintInput(
                samples: [LintInput.Sample(name: "a.json", action: action, creditor: creditor)],
                wordings: wordings,
                law: law,
                press: press
            )
        )
    }

    /// Rule, file, line and column of each finding, in order.
    func found() -> [String] {
        report().findings.map { finding in
            let place = [finding.place.line, finding.place.column].compactMap { $0 }.map(String.init)
            let file = (finding.place.file ?? "").replacing("templates/reminder/", with: "")
            return ([finding.rule, file] + place).joined(separator: " ")
        }
    }

    /// The same with one more file.
    func with(_ path: String, _ text: String) -> LintTrial {
        var trial = self
        trial.changes[path] = text
        return trial
    }

    /// The names of the rules that found something, each once.
    func rules() -> Set<String> { Set(report().findings.map(\.rule)) }

    /// A manifest for some channels, with more lines behind it.
    static func manifest(_ channels: String, _ more: String = "") -> String {
        "title = \"R\"\npurpose = \"reminder\"\nchannels = [\(channels)]\n\(more)\n"
    }
}
