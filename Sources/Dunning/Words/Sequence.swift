/// A ladder: what to send, in which order, how far apart.
public struct Sequence: Hashable, Sendable {
    /// Its name in the configuration.
    public var id: SequenceID
    /// The steps, in order; never empty.
    public var steps: [Step]
    /// What ends the ladder or lets it rest, beside a payment in full and what the rules say.
    public var stop: StopTerms

    /// A ladder.
    public init(id: SequenceID, steps: [Step], stop: StopTerms = StopTerms()) {
        self.id = id
        self.steps = steps
        self.stop = stop
    }
}

/// What ends a ladder or lets it rest before its last step.
public struct StopTerms: Hashable, Sendable {
    /// The ladder ends where less than this is open, one amount for each currency; empty = only a full payment ends it.
    public var openBelow: [Money]
    /// A message from the debtor, after the first of ours, pauses the ladder until a person resumes it.
    public var onReply: Bool
    /// How long after the day of a promise to pay the ladder still rests.
    public var promiseGrace: Duration

    /// As it stands: nothing but a full payment ends it, and a promise has a day of grace.
    public init(openBelow: [Money] = [], onReply: Bool = false, promiseGrace: Duration = .seconds(86_400)) {
        self.openBelow = openBelow
        self.onReply = onReply
        self.promiseGrace = promiseGrace
    }
}

/// One rung of a ladder: a message to the debtor, or a task for a person.
public struct Step: Hashable, Sendable {
    /// The channels to try, in order: the first that can be used is used; none for a task.
    public var channels: [Channel]
    /// What to send; nil for a task.
    public var template: TemplateID?
    /// What a person has to do; nil for a message.
    public var task: TaskOrder?
    /// How long after the step before it; zero for the first, or where `at` alone decides.
    public var after: Duration
    /// The first day on which it may come, counted from the day on which the debt is due; nil = `after` alone decides.
    public var at: Int?
    /// Which of the debtor's contact points it may use.
    public var points: StepPoints
    /// What must hold for it, or it is passed over.
    public var condition: StepCondition
    /// When it comes best; nil = any time will do.
    public var preference: Preference?
    /// How late it may come before it is passed over; nil = it comes however late it is.
    public var late: Duration?

    /// A message.
    public init(channels: [Channel], template: TemplateID, after: Duration = .zero, at: Int? = nil) {
        self.init(channels, template, nil, after, at)
    }

    /// A task for a person.
    public init(task: TaskOrder, after: Duration = .zero, at: Int? = nil) {
        self.init([], nil, task, after, at)
    }

    private init(_ channels: [Channel], _ template: TemplateID?, _ task: TaskOrder?, _ after: Duration, _ at: Int?) {
        self.channels = channels
        self.template = template
        self.task = task
        self.after = after
        self.at = at
        points = .all
        condition = StepCondition()
    }
}

/// Which of the debtor's contact points a step may use.
public enum StepPoints: String, CaseIterable, Hashable, Sendable {
    /// Every one, in the order of preference.
    case all
    /// Only those to which no earlier step of the action wrote or called.
    case next
}

/// What a person has to do before the ladder goes on.
public struct TaskOrder: Hashable, Sendable {
    /// What to do, in a word or two: `call`, `visit`, `hand to lawyer`.
    public var what: String
    /// Whose worklist it is put on: a team or a person.
    public var owner: String
    /// How long the owner has for it.
    public var due: Duration
    /// What else there is to know.
    public var note: String?

    /// A task.
    public init(what: String, owner: String, due: Duration, note: String? = nil) {
        self.what = what
        self.owner = owner
        self.due = due
        self.note = note
    }
}

/// Hours in which a message comes best, on the debtor's own clock.
public struct Preference: Hashable, Sendable {
    /// The hours; never empty.
    public var hours: [PreferredHours]
    /// How long a step is kept back for them at most, from when it could have come.
    public var within: Duration

    /// Hours in which a message comes best; as it stands, they are waited for three days at most.
    public init(_ hours: [PreferredHours], within: Duration = .seconds(3 * 86_400)) {
        self.hours = hours
        self.within = within
    }
}

/// A stretch of the day on some weekdays, such as `tue-thu 09:30-11:30`.
public struct PreferredHours: Hashable, Sendable, CustomStringConvertible {
    /// The weekdays; never empty.
    public var days: Set<Weekday>
    /// Minutes since local midnight, the end is outside; never past midnight.
    public var minutes: Range<Int>

    /// A stretch of the day.
    public init(days: Set<Weekday>, minutes: Range<Int>) {
        self.days = days
        self.minutes = minutes
    }

    /// As the configuration writes it.
    public var description: String {
        let known = Weekday.allCases.filter(days.contains)
        let isRun = zip(known, known.dropFirst()).allSatisfy { $0.ordinal + 1 == $1.ordinal }
        let names = known.map(\.rawValue)
        let days =
            isRun && known.count > 2
            ? names.prefix(1) + names.suffix(1) : names[...]
        return "\(days.joined(separator: isRun && known.count > 2 ? "-" : "+")) \(clock(minutes.lowerBound))-"
            + clock(minutes.upperBound)
    }

    private func clock(_ minutes: Int) -> String { padded(minutes / 60, to: 2) + ":" + padded(minutes % 60, to: 2) }
}

extension Weekday {
    /// From 0 for Monday.
    fileprivate var ordinal: Int { Weekday.allCases.firstIndex(of: self) ?? 0 }
}
