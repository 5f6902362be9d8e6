import ContactRules
import Dunning
import Testing

/// `until` and `openUntil` against a scan of every minute, by rules that are written again in the plainest way.
struct UntilPropertyTests {
    static let zones = [
        "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu", "Antarctica/Troll",
        "Africa/Casablanca", "Europe/Dublin", "Asia/Beirut", "America/Nuuk", "Pacific/Apia", "America/Havana",
    ]

    @Test(arguments: zones)
    func `until is the first minute at which a scan finds every rule open`(zone: String) throws {
        var generator = SeededNumbers(seed: UInt64(zone.utf8.count) &* 7919)
        for round in 0..<24 {
            let zones = round % 3 == 0 ? [zone, "America/New_York"] : [zone]
            let made = try RandomRules(zones: zones, near: zone, &generator)
            let decision = try Trial(made.window, made.cap, made.spacing, "kind = \"wish\"")(made.question)
            let scan = made.scan()
            switch decision.verdict {
            case .send:
                #expect(scan.first == made.question.contact.at, "\(made.story)")
                if let end = decision.openUntil, let shut = scan.shut { #expect(end == shut, "\(made.story)") }
                if decision.openUntil == nil { #expect(scan.shut == nil, "\(made.story)") }
            case .defer(let until):
                // What lies beyond the scan is not compared, but it must lie beyond.
                if let first = scan.first {
                    #expect(until == first, "\(made.story)")
                } else {
                    #expect(until >= scan.end)
                }
            case .block: #expect(scan.first == nil, "\(made.story)")
            }
        }
    }
}

/// Random rules with a question, and the same rules once more, minute by minute.
struct RandomRules {
    let zones: [String]
    let question: ContactQuestion
    private let open: ClosedRange<Int>
    private let end: Int
    private let closedWeekday: Int
    private let limit: Int
    private let period: String
    private let waitDays: Int
    private let wish: Wish

    init(zones: [String], near zone: String, _ generator: inout SeededNumbers) throws {
        self.zones = zones
        // Near the turn of the month in March, April, October and November, where most clocks change.
        let months = ["2026-03-28", "2027-03-13", "2026-10-31", "2026-10-03", "2027-04-03", "2026-10-24", "2026-09-26"]
        let day = try #require(CivilDate(months[Int.random(in: 0..<months.count, using: &generator)]))
        let minute = Int.random(in: 0..<2880, using: &generator)
        let at = Instant(seconds: Int64(day.dayNumber) * 86_400 + Int64(minute) * 60)
        let start = Int.random(in: 0..<1380, using: &generator)
        open = start...start
        end = Int.random(in: (start + 1)...1440, using: &generator)
        closedWeekday = Int.random(in: 0..<7, using: &generator)
        limit = Int.random(in: 1...3, using: &generator)
        period = ["1 day", "3 days", "week", "24 hours", "2 days"][Int.random(in: 0..<5, using: &generator)]
        waitDays = Int.random(in: 1...3, using: &generator)
        wish = Wish(
            effect: .inconvenient,
            days: Bool.random(using: &generator) ? nil : [.saturday, .sunday, .tuesday],
            from: Int.random(in: 0..<1440, using: &generator),
            to: Int.random(in: 0...1440, using: &generator),
            channel: nil,
            until: Bool.random(using: &generator) ? at + .seconds(3600 * 30) : nil
        )
        var history: [PastContact] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let back = Int64.random(in: 0..<4 * 1440, using: &generator) * 60
            history.append(try .out((at - .seconds(back)).description))
        }
        if Bool.random(using: &generator) {
            let back = Int64.random(in: 0..<3 * 1440, using: &generator) * 60
            history.append(try .out((at - .seconds(back)).description, .voice, .conversation))
        }
        let facts = Bool.random(using: &generator) ? [Fact(at: at - .seconds(86_400), .wish(wish))] : []
        question = try .sample(at: at.description, zones: zones, history: history, facts: facts)
    }

    var story: String {
        "\(zones) at \(question.contact.at) open \(open.lowerBound)-\(end) not \(closedWeekday), \(limit) per \(period), wait \(waitDays), \(question.facts) \(question.history.map { ($0.at, $0.channel) })"
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private func clock(_ minute: Int) -> String {
        "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }

    var window: String {
        let hours = Self.weekdays.enumerated().map { index, day in
            "\(day) = \(index == closedWeekday ? "[]" : "[\"\(clock(open.lowerBound))-\(clock(end))\"]")"
        }
        return "kind = \"window\"\nhours = { \(hours.joined(separator: ", ")) }"
    }

    var cap: String {
        "kind = \"cap\"\nlimit = \(limit)\nper = [\"\(period)\"]\ncounts = { channels = [\"sms\"] }"
    }

    var spacing: String {
        "kind = \"spacing\"\nopens_on_day = \(waitDays)\nafter_words = \"the talk\"\n"
            + "after = { contact = { channels = [\"voice\"], outcomes = [\"conversation\"] } }"
    }

    /// The first open minute, the first shut one behind it where the first one is open, and the end of the scan.
    func scan() -> (first: Instant?, shut: Instant?, end: Instant) {
        let at = question.contact.at
        let end = at + .seconds(15 * 86_400)
        var now = at
        var first: Instant?
        while now < end {
            let isOpen = zones.allSatisfy { self.isOpen(now, $0) }
            if isOpen, first == nil { first = now }
            if first == at, !isOpen { return (first, now, end) }
            if first != nil, first != at { break }
            now = now + .seconds(60)
        }
        return (first, nil, end)
    }

    private func local(_ instant: Instant, _ zone: String) -> (day: Int, minute: Int) {
        guard let local = Packs.zones.table.local(instant, in: zone) else { return (0, 0) }
        return (local.date.dayNumber, local.secondOfDay / 60)
    }

    private func isOpen(_ instant: Instant, _ zone: String) -> Bool {
        let (day, minute) = local(instant, zone)
        guard (day + 3) % 7 != closedWeekday, minute >= open.lowerBound, minute < end else { return false }
        let texts = question.history.filter { $0.channel == .sms }
        let counted = texts.count { self.isInside($0.at, instant, day, zone) }
        guard counted < limit else { return false }
        for talk in question.history where talk.channel == .voice {
            guard day >= local(talk.at, zone).day + waitDays else { return false }
        }
        return question.facts.isEmpty || !isInsideWish(instant, day, minute)
    }

    private func isInside(_ past: Instant, _ now: Instant, _ day: Int, _ zone: String) -> Bool {
        let pastDay = local(past, zone).day
        switch period {
        case "1 day": return pastDay == day
        case "2 days": return pastDay > day - 2
        case "3 days": return pastDay > day - 3
        case "24 hours": return now - past < .seconds(86_400)
        default: return (pastDay + 3) / 7 == (day + 3) / 7
        }
    }

    private func isInsideWish(_ now: Instant, _ day: Int, _ minute: Int) -> Bool {
        if let until = wish.until, now >= until { return false }
        let begins = { (day: Int) in wish.days?.contains(CivilDate(dayNumber: day).weekday) ?? true }
        if wish.from < wish.to { return begins(day) && minute >= wish.from && minute < wish.to }
        return (begins(day) && minute >= wish.from) || (begins(day - 1) && minute < wish.to)
    }
}
