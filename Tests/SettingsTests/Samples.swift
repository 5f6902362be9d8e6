import Dunning
import Settings
import Testing

/// A configuration as small as it can be, and right.
let smallest = """
    [creditor.acme]
    name = "Acme Energy GmbH"
    role = "creditor"
    country = "DE"
    locale = "de-DE"

    """

/// Secrets that are there: the variable `SET` and the file `secrets/there`.
let secrets = SecretSource { reference throws(SecretMissing) in
    switch reference {
    case .environment("SET"), .file("secrets/there"): return "s3cret-value"
    case .environment(let name): throw SecretMissing("the variable `\(name)` is not set", mend: "set it")
    case .file(let path): throw SecretMissing("the file `\(path)` cannot be read", mend: "create it")
    }
}

/// Reads a text as `channels.conf`, with the templates `reminder` and `final-notice`.
func read(
    _ text: String,
    file: String = "channels.conf",
    environment: [String: String] = [:]
) -> (value: Settings?, diagnostics: [Diagnostic]) {
    let templates = Set(["reminder", "final-notice"].map(TemplateID.init(trusted:)))
    let source = SourceFile(path: file, bytes: Array(text.utf8))
    return Settings.read(source, environment: environment, secrets: secrets, templates: templates)
}

/// What is wrong, as `line:column key: message; mend`.
func mistakes(in text: String, environment: [String: String] = [:]) -> [String] {
    read(text, environment: environment).diagnostics.map { diagnostic in
        let place = diagnostic.place
        let position = place.line.map { "\($0):\(place.column ?? 0)" } ?? place.file ?? "-"
        return "\(position) \(place.field ?? "-"): \(diagnostic.message); \(diagnostic.mend ?? "-")"
    }
}
