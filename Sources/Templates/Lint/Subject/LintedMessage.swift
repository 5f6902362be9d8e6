import Dunning

/// One message as lint composed it from a sample.
struct LintedMessage: Sendable {
    let template: LintedFolder.Template
    let request: CompositionRequest
    let composition: Composition
    /// The file that the action came from.
    let sample: String
    /// Whether names, amounts and links were made as long as they get.
    let isStretched: Bool

    /// The beginning of the file that a part comes from.
    func place(of part: TemplatePart) -> Place {
        let parts = template.texts(request.variant)[composition.locale]
        let source = parts?[part] ?? parts?.first { $0.key.channel == part.channel }?.value
        guard let file = source?.file else { return Place(file: template.file) }
        return Place(file: file, line: 1, column: 1)
    }

    /// Which values the message was made with, for messages of findings.
    var with: String { isStretched ? "with long values" : "with sample \(sample)" }
}
