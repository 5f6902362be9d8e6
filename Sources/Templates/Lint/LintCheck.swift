/// Looks at one file of the folder for one kind of mistake.
protocol FileCheck: Sendable {
    /// The rules that it goes by.
    var rules: [LintRule] { get }

    func findings(in file: LintedFile) -> [LintFinding]
}

/// Looks at one template, all its files and locales together, for one kind of mistake.
protocol FolderCheck: Sendable {
    /// The rules that it goes by.
    var rules: [LintRule] { get }

    func findings(in template: LintedFolder.Template, of folder: LintedFolder) -> [LintFinding]
}

/// Looks at one composed message for one kind of mistake.
protocol MessageCheck: Sendable {
    /// The rules that it goes by.
    var rules: [LintRule] { get }

    func findings(in message: LintedMessage) -> [LintFinding]
}
