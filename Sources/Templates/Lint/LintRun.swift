public import Dunning

extension TemplateLibrary {
    /// Tells everything that is wrong in a template folder: what loading refuses, and what only a reader would notice.
    /// - Parameters:
    ///   - files: The files with paths relative to the folder.
    ///   - root: What stands in front of these paths in findings.
    ///   - input: What is needed beyond the templates.
    /// - Returns: Every finding, sorted by place.
    public static func lint(
        files: [SourceFile],
        root: String = "templates",
        with input: LintInput = LintInput()
    ) -> LintReport {
        let (library, diagnostics) = load(files: files, root: root)
        return LintRun(files, root: root, library, diagnostics, input).report()
    }

    /// Every rule of lint but those of the word lists, in the order of their names.
    public static var lintRules: [LintRule] {
        let trees = SectionCheck().rules + LintRun.treeChecks.flatMap(\.rules)
        let checks = LintRun.fileChecks.flatMap(\.rules) + LintRun.folderChecks.flatMap(\.rules) + trees
        let others =
            LintRun.messageChecks.flatMap(\.rules) + [
                DemandedDisclosuresCheck.text, DemandedDisclosuresCheck.place, LetterPagesCheck.rule,
            ]
        return (LoadRules.all + checks + others + SampleRules.all + ExceptionRules.all).sorted { $0.id < $1.id }
    }
}

/// One look at a template folder.
struct LintRun {
    static let fileChecks: [any FileCheck] = [
        TextQualityCheck(), LinkCheck(), LinkTextCheck(), SMSCharacterCheck(), VoiceSecrecyCheck(),
    ]
    static let folderChecks: [any FolderCheck] = [ManifestCheck(), LocalePartsCheck()]
    static let treeChecks: [any FolderCheck] = [PluralCheck(), LocaleFieldsCheck(), MailMarkupCheck()]
    static let messageChecks: [any MessageCheck] = [
        SubjectLengthCheck(), MailSizeCheck(), MailLanguageCheck(), TextPartCheck(), SegmentCheck(), VoiceLengthCheck(),
        VoiceIdentityCheck(), VoiceOptOutCheck(),
    ]

    private let folder: LintedFolder
    /// Nil where loading found errors: then no message can be composed.
    private let library: TemplateLibrary?
    private let diagnostics: [Diagnostic]
    private let input: LintInput
    private let lines: [String: SourceFile]

    init(
        _ files: [SourceFile],
        root: String,
        _ library: TemplateLibrary?,
        _ diagnostics: [Diagnostic],
        _ input: LintInput
    ) {
        self.library = library
        self.diagnostics = diagnostics
        self.input = input
        folder = LintedFolder(files, root: root, only: input.only)
        lines = Dictionary(files.map { ("\(root)/\($0.path)", $0) }) { first, _ in first }
    }

    func report() -> LintReport {
        var findings = lookAtFiles() + lookAtTemplates()
        let messages = SampleMessages(folder: folder, library: library, input: input).composed()
        var checks = Self.messageChecks
        if let press = input.press { checks.append(LetterPagesCheck(press: press)) }
        for message in messages.messages {
            findings += checks.flatMap { $0.findings(in: message) }.map { $0.of(message.template.id) }
        }
        let rules = (TemplateLibrary.lintRules + input.wordings.rules).sorted { $0.id < $1.id }
        findings = Exceptions(folder).applied(to: Merged(findings + messages.findings).findings, rules: rules)
        // What loading refuses cannot be allowed.
        findings = (diagnostics.filter(isWanted) + input.problems).map(LintFinding.init) + findings
        return LintReport(
            findings: Merged(findings).findings.map(withExcerpt).sorted(),
            templates: folder.templates.map(\.id),
            messages: messages.messages.count,
            rules: rules
        )
    }

    private func lookAtFiles() -> [LintFinding] {
        let checks = Self.fileChecks + [WordingCheck(input.wordings, folder.templates)]
        return folder.files.flatMap { file in
            checks.flatMap { $0.findings(in: file) }.map { finding in
                // Some checks know better which of the file's templates they mean.
                finding.templates.isEmpty ? finding.of(file.uses.map(\.template)) : finding
            }
        }
    }

    private func lookAtTemplates() -> [LintFinding] {
        var checks = Self.folderChecks
        // Partials that call each other without end have no tree.
        if library != nil { checks += Self.treeChecks }
        if let law = input.law { checks.append(DemandedDisclosuresCheck(law: law)) }
        let sections = library == nil ? [] : lookAtSections()
        return sections
            + folder.templates.flatMap { template in
                checks.flatMap { $0.findings(in: template, of: folder) }.map { $0.of(template.id) }
            }
    }

    /// Whether a section of a partial says something is for all callers to tell, also where one template is looked at.
    private func lookAtSections() -> [LintFinding] {
        guard let only = input.only else { return SectionCheck().findings(in: folder) }
        let all = LintedFolder(Array(lines.values), root: folder.root, only: nil)
        return SectionCheck().findings(in: all).filter { $0.templates.contains(only) }.map { $0.of(only) }
    }

    /// With one template alone, what is wrong in the folders of others is not told.
    private func isWanted(_ diagnostic: Diagnostic) -> Bool {
        guard let only = input.only, let file = diagnostic.place.file else { return true }
        let path = file.dropFirst(folder.root.count).split(separator: "/")
        return path.first.map { $0 == only.rawValue || $0.hasPrefix("_") } ?? true
    }

    private func withExcerpt(_ finding: LintFinding) -> LintFinding {
        guard let file = finding.place.file, let line = finding.place.line, let source = lines[file] else {
            return finding
        }
        let all = source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard all.indices.contains(line - 1) else { return finding }
        var finding = finding
        finding.excerpt = Excerpt.of(String(decoding: all[line - 1], as: UTF8.self), at: finding.place.column ?? 1)
        return finding
    }
}

extension LintFinding {
    /// The same, as a finding about some templates.
    func of(_ templates: some Collection<TemplateID>) -> LintFinding {
        var finding = self
        finding.templates = Set(templates)
        return finding
    }

    func of(_ template: TemplateID) -> LintFinding { of([template]) }
}
