/// What a rule says at an instant, and how long it goes on saying it while nothing else happens.
enum Span: Hashable {
    /// Lets the message go; may change its mind at `until` at the earliest, `.max` = never.
    case open(until: Int64)
    /// Holds the message, at every instant before `until`.
    case shut(until: Int64)
    /// Holds the message for good.
    case closed
}

/// What an evaluation found, kept for the explanation.
enum Ground: Hashable, Sendable {
    /// Nothing stands in the way.
    case clear
    /// Outside the hours of a zone; `day` is a holiday where it has a name.
    case hours(zone: String, holiday: String?)
    /// The count is full: how many, of how many, and which contacts, by their places in the question's history, the
    /// earliest first.
    case count(found: Int, limit: Int, period: String, contacts: [Int])
    /// Room is left, but no more than so many are advised.
    case caution(found: Int, advised: Int, period: String, contacts: [Int])
    /// Too soon after something.
    case wait(after: String, at: Int64, cause: Cause)
    /// What must be there first is missing.
    case missing(String)
    /// A fact stands in the way; its place is that in the question's facts.
    case fact(String, at: Int64, place: Int)
    /// The message itself is not as it must be.
    case message(String)
    /// What lets it go although it would else be held.
    case exception(String)

    /// What starts a wait, by its place in the question.
    enum Cause: Hashable, Sendable {
        case contact(Int)
        case fact(Int)
        /// The last day to pay.
        case due
    }
}
