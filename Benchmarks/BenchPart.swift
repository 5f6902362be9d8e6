/// One thing that is measured, by the name that `--only` takes; in the order in which they run.
enum BenchPart: String, CaseIterable {
    case decisions
    case gate
    case renders
    case templates
    case letters
    case intake
    case disk
    case smtpSource = "smtp-source"
    case handover
    case dispatch

    /// What it does, for people who choose or wait.
    var summary: String {
        switch self {
        case .decisions: "asks the gate the questions of rules/cases, one core"
        case .gate: "asks the gate 1,000 questions of 30 past contacts and 6 facts in 20 places, one core"
        case .renders: "composes `reminder` for each channel from the samples, one core"
        case .templates: "composes whole mails on one core and on two, beside Jinja2; texts and calls on one core"
        case .letters: "composes `reminder` as a letter and prints the PDF, one core"
        case .intake: "reads and checks lines of actions, one core"
        case .disk: "writes 4 KiB and waits for the disk, again and again"
        case .smtpSource: "Postfix's smtp-source -d with 8 connections to the sink"
        case .handover: "hands finished mails over to the sink, 8 connections, no store"
        case .dispatch: "enqueue to sink: accept, decide, compose, begin, hand over, record; store on disk"
        }
    }

    /// Whether an SMTP server is needed.
    var needsSink: Bool {
        switch self {
        case .smtpSource, .handover, .dispatch: true
        case .decisions, .gate, .renders, .templates, .letters, .intake, .disk: false
        }
    }

    /// Measures it.
    func figures(_ arguments: BenchArguments, _ workshop: Workshop) async throws -> [Figure] {
        switch self {
        case .decisions: try decisionFigures(arguments, workshop)
        case .gate: try gateFigures(arguments, workshop.folder)
        case .renders: try renderFigures(arguments, workshop)
        case .templates: try templateFigures(arguments, workshop)
        case .letters: try letterFigures(arguments, workshop)
        case .intake: try intakeFigures(arguments, workshop)
        case .disk: try diskFigures(arguments)
        case .smtpSource: try smtpSourceFigures(arguments, workshop)
        case .handover: try await handoverFigures(arguments, workshop)
        case .dispatch: try await dispatchFigures(arguments, workshop)
        }
    }
}
