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
    case celery
    case dispatch
    case latency
    case urgent
    case memory
    case claims

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
        case .smtpSource: "Postfix's smtp-source -d to the sink"
        case .handover: "hands finished mails over to the sink, 8 connections, no store"
        case .dispatch: "enqueueing to sink, side by side: accept, decide, compose, begin, hand over, record"
        case .celery: "what teams build: Celery, Redis, Jinja2, smtplib; mails of the same text to the same sink"
        case .latency: "from enqueueing to the sink's answer, at half of the load that dispatch manages"
        case .urgent: "urgent mails beside 1,000,000 bulk ones that are being worked off, from enqueueing to the sink"
        case .memory: "memory while mails go out of a queue of 10,000 and of 1,000,000"
        case .claims: "a claim of 50 beside 1,000 actions and beside 5,000,000"
        }
    }

    /// Whether an SMTP server is needed.
    var needsSink: Bool {
        switch self {
        case .smtpSource, .handover, .celery, .dispatch, .latency, .urgent, .memory: true
        case .claims, .decisions, .gate, .renders, .templates, .letters, .intake, .disk: false
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
        case .celery: try celeryFigures(arguments, workshop)
        case .latency: try await latencyFigures(arguments, workshop)
        case .urgent: try await urgentFigures(arguments, workshop)
        case .memory: try await memoryFigures(arguments, workshop)
        case .claims: try await claimFigures(arguments, workshop)
        }
    }
}
