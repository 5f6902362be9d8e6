import Dunning

extension Fact {
    /// How it was told: "in writing by registered-mail"; nil where nothing is known of that.
    var told: String? {
        let parts: [String?] =
            switch kind {
            case .optOut(_, _, let via, _), .optIn(_, _, let via), .writingOnly(let via): ["by \(via)"]
            case .cease(let form, let via), .refusal(let form, let via): [form.words, "by \(via)"]
            case .consent(_, _, let form, _, _), .dispute(let form, _, _): [form.words]
            case .attorney(_, let form), .workplaceProhibited(_, let form, _): [form?.words]
            case .notice(_, let channel): ["by \(channel.words)"]
            case .moratorium(let name, _, _): [name]
            case .hold(_, let reason): [reason]
            default: []
            }
        let told = parts.compactMap { $0 }
        return told.isEmpty ? nil : told.joined(separator: " ")
    }

    /// The fact in one line: `dispute of 3 Nov 2026 10:00, in writing`.
    func words(_ clock: FindingClock) -> String {
        let end = kind.end.map { ", until \(clock.moment($0.milliseconds))" } ?? ""
        return "\(kind.name.rawValue) of \(clock.moment(at.milliseconds))\(told.map { ", \($0)" } ?? "")\(end)"
    }
}

extension PastContact {
    /// The contact in one line: `2 Nov 2026 10:00 voice, no-answer`.
    func words(_ clock: FindingClock) -> String {
        let mode = mode.map { " (\($0.rawValue))" } ?? ""
        let came = direction == .in ? ", from the debtor" : ""
        return "\(clock.moment(at.milliseconds)) \(channel.words)\(mode)\(came)"
            + (outcome.map { ", \($0.rawValue)" } ?? "")
    }
}

extension Fact.Form {
    /// `in writing` or `orally`.
    var words: String {
        switch self {
        case .written: "in writing"
        case .oral: "orally"
        }
    }
}

extension Channel {
    /// What one contact by it is called: `email`, `text`, `call`, `letter`.
    var words: String {
        switch self {
        case .email: "email"
        case .sms: "text"
        case .voice: "call"
        case .letter: "letter"
        }
    }
}

extension ContactQuestion.Contact {
    /// What is done to the debtor: `called`, `texted`.
    var verb: String {
        switch channel {
        case .email: "emailed"
        case .sms: "texted"
        case .voice: mode == .voicemail ? "left a voicemail" : "called"
        case .letter: "written to"
        }
    }
}

/// `A`, `A and B`, `A, B and C`.
func listed(_ words: [String], _ last: String = "and") -> String {
    guard words.count > 1, let end = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + end
}

/// `1st`, `2nd`, `3rd`, `11th`.
func ordinal(_ number: Int) -> String {
    let teens = (11...13).contains(number % 100)
    let ending =
        switch number % 10 {
        case 1 where !teens: "st"
        case 2 where !teens: "nd"
        case 3 where !teens: "rd"
        default: "th"
        }
    return "\(number)\(ending)"
}
