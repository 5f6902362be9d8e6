import ContactRules
import Dunning
import Testing

/// Random rules and a random question about them, all from one seed.
struct RandomCase {
    let seed: UInt64
    let rules: [PlainRule]
    let question: ContactQuestion

    /// Zones with gaps and overlaps, with half and quarter hours, and on either side of the date line.
    static let zones = [
        "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Havana", "America/Nuuk",
        "Europe/Dublin", "Europe/Lisbon", "Africa/Casablanca", "Asia/Beirut", "Asia/Kolkata", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
        "Antarctica/Troll", "Pacific/Honolulu",
    ]
    /// Where clocks change, months turn and a day is skipped.
    private static let days = [
        "2026-03-07", "2026-03-28", "2027-03-13", "2026-10-31", "2026-10-03", "2027-04-03", "2026-10-24", "2026-09-26",
        "2026-12-30", "2027-02-27", "2011-12-28", "2026-07-15",
    ]

    init(seed: UInt64) throws {
        self.seed = seed
        var dice = Dice(seed: seed)
        let day = try #require(CivilDate(dice.one(of: Self.days)))
        let minute = Int64(day.dayNumber) * 1440 + Int64(dice.number(0..<2880))
        let zones = dice.chance(3) ? dice.some(of: Self.zones, 2) : [dice.one(of: Self.zones)]
        question = try dice.question(atMinute: minute, zones)
        var kinds = Array(0..<8)
        kinds.shuffle(using: &dice.numbers)
        rules = kinds.prefix(dice.number(1..<5)).map { dice.rule($0, near: day.dayNumber) }
    }

    /// The rules and the question again, for a failure.
    var story: String {
        let contact = question.contact
        let said = "seed \(seed): \(contact.channel) at \(contact.at) reply \(String(describing: contact.replyTo?.at))"
        let history = question.history.map {
            "\($0.at) \($0.direction) \($0.channel) \(String(describing: $0.outcome)) \($0.debts)"
        }
        let facts = question.facts.map(\.json.canonical)
        return ([said, "zones \(question.debtor.zones)"] + rules.map { $0.text() } + history + facts).joined(
            separator: "\n"
        )
    }

    private static func formalities(_ pack: Int, _ name: String) -> String {
        "[[rule]]\nid = \"p\(pack).\(name)\"\ntitle = \"R\"\ncitation = \"c\"\nsource = \"s\"\n"
            + "confidence = \"high\"\nbasis = \"policy\"\n"
    }

    /// The gate that works by the rules, as one pack or more, in some order.
    func gate(packs: Int = 1, _ order: [Int]? = nil, of rules: [PlainRule]? = nil) throws -> Gate {
        let rules = rules ?? self.rules
        let order = order ?? Array(rules.indices)
        let files = (0..<packs).map { pack in
            var text =
                "[pack]\nid = \"p\(pack)\"\ntitle = \"P\"\nsays = \"x\"\nengine_facts = [\"calamity\"]\n[holidays]\n"
            for index in rules.indices {
                let days = rules[index].holidays.map { "\(CivilDate(dayNumber: $0))" }.joined(separator: ", ")
                text += "own\(index) = [{ name = \"Day\", dates = [\(days)] }]\n"
            }
            for index in order where index % packs == pack {
                text += Self.formalities(pack, "r\(index)") + rules[index].text("own\(index)") + "\n"
            }
            // A fact of a kind that no rule reads would block.
            text += Self.formalities(pack, "reads") + "kind = \"stop\"\nbecause = \"never\"\n"
            text += "facts = [{ kind = \"calamity\" }]\napplies.relations = [\"third-party\"]\n"
            return SourceFile(path: "p\(pack).toml", bytes: Array(text.utf8))
        }
        let (book, diagnostics) = RuleBook.compiling(
            files,
            places: Packs.places.table,
            zones: Packs.zones.table,
            digest: "random"
        )
        let errors = diagnostics.filter { $0.severity == .error }
        return Gate(try #require(book, "\(errors)\n\(story)"))
    }
}

/// Draws what random cases are made of.
struct Dice {
    var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &numbers) }

    /// True once in so many times.
    mutating func chance(_ times: Int) -> Bool { number(0..<times) == 0 }

    mutating func one<Value>(of values: [Value]) -> Value { values[number(0..<values.count)] }

    mutating func some<Value>(of values: [Value], _ count: Int) -> [Value] {
        Array(values.shuffled(using: &numbers).prefix(count))
    }

    // MARK: Rules

    mutating func rule(_ kind: Int, near day: Int) -> PlainRule {
        var rule = PlainRule(kind: .optOut)
        if chance(4) { rule.lifts = [evidence()] }
        switch kind {
        case 0: rule.kind = .window(window(near: day))
        case 1: rule.kind = .wish
        case 2: rule.kind = .cap(cap(isLifted: !rule.lifts.isEmpty))
        case 3: rule.kind = .spacing(spacing(near: day))
        case 4:
            let hours = chance(2) ? number(1..<40) : 0
            rule.kind = .stop(kind: one(of: ["dispute", "calamity", "payment-plan"]), bindsAfterHours: hours)
        case 5: rule.kind = .optOut
        case 6: rule.kind = .proof((0..<number(1..<3)).map { _ in (0..<number(1..<3)).map { _ in evidence() } })
        default:
            rule.kind = .content
            rule.lifts = [evidence(), evidence()]
        }
        if kind == 0 || kind == 1 {
            rule.opener = one(of: [nil, .wish, .writtenWish])
            rule.opensForReply = chance(2)
        }
        if kind == 4 { rule.opensForReply = chance(2) }
        narrow(&rule, near: day)
        return rule
    }

    /// When and where the rule holds.
    private mutating func narrow(_ rule: inout PlainRule, near day: Int) {
        if chance(4) { rule.clock = one(of: [.billing, .fixed("Asia/Kathmandu"), .fixed("Pacific/Kiritimati")]) }
        if chance(5) { rule.from = day + number(-2..<5) }
        if chance(5) { rule.to = max(rule.from.map { $0 + 1 } ?? .min, day + number(-1..<6)) }
        if chance(8) { rule.overdueDays = number(1..<6) }
        if chance(8) { rule.disputed = chance(2) }
        if chance(8) { rule.relying = one(of: ["calamity", "notice"]) }
    }

    private mutating func window(near day: Int) -> PlainWindow {
        var weekdays = (0..<7).map { _ in hours() }
        // A window that never opens is refused.
        weekdays[number(0..<7)] = [number(0..<700)..<number(701..<1441)]
        let holidays = chance(2) ? (days: some(of: Array(day - 1...day + 5), 2), hours: hours()) : nil
        return PlainWindow(weekdays: weekdays, holidays: holidays)
    }

    private mutating func hours() -> [Range<Int>] {
        switch number(0..<5) {
        case 0: return []
        case 1: return [0..<1440]
        case 2: return [number(0..<400)..<number(401..<700), number(700..<900)..<number(901..<1441)]
        default: return [number(0..<700)..<number(701..<1441)]
        }
    }

    private mutating func cap(isLifted: Bool) -> PlainCap {
        var cap = PlainCap(limit: number(1..<4), periods: [], counted: filter())
        let periods: [PlainCap.Period] = [.days(1), .days(2), .days(3), .hours(24), .hours(7), .week, .month]
        cap.periods = some(of: periods, number(1..<3))
        if chance(4) { cap.beginsAfter = filter() }
        cap.leavesOutLifted = isLifted && chance(2)
        return cap
    }

    private mutating func spacing(near day: Int) -> PlainSpacing {
        let events: [PlainSpacing.Event] = [
            .contact(filter()), .contact(filter()), .contact(filter()), .fact("notice"), .fact("calamity"), .due,
        ]
        let event = one(of: events)
        var waits: [PlainSpacing.Wait] = [.day(number(1..<6)), .day(number(1..<6)), .nextDay, .nextWeek, .nextMonth]
        if case .due = event {} else { waits.append(.hours(number(1..<100))) }
        var spacing = PlainSpacing(event: event, wait: one(of: waits))
        spacing.countsFirst = chance(3)
        spacing.needsEvent = chance(4)
        if case .due = event { return spacing }
        if chance(4) { spacing.beginsAfter = filter() }
        if case .contact = event, chance(2) {
            if case .hours = spacing.wait { return spacing }
            spacing.workingDayOfLetters = number(1..<5)
            spacing.holidays = some(of: Array(day - 4...day + 6), 2)
        }
        return spacing
    }

    private mutating func filter() -> PlainFilter {
        var filter = PlainFilter(key: one(of: ["debt", "debt", "debtor", "creditor", "use"]))
        if chance(3) { filter.channels = some(of: Channel.allCases, number(1..<4)) }
        if chance(4) { filter.outcomes = [.delivered, .conversation] }
        if chance(4) { filter.channel = one(of: ["same", "other"]) }
        if chance(4) { filter.directions = [.out, .in] }
        return filter
    }

    private mutating func evidence() -> PlainEvidence {
        let kinds: [PlainEvidence.Kind] = [
            .consent(nil), .consent(.written), .fact("notice"), .fact("calamity"), .contact(filter()),
        ]
        return PlainEvidence(kind: one(of: kinds), days: chance(2) ? number(1..<6) : nil)
    }

    // MARK: The question

    mutating func question(atMinute minute: Int64, _ zones: [String]) throws -> ContactQuestion {
        let at = Instant(seconds: minute * 60)
        var question = try ContactQuestion.sample(
            at: at.description,
            channel: one(of: [.sms, .sms, .email, .voice]),
            zones: zones
        )
        question.creditor = CreditorID(trusted: "c-1")
        question.debt.due = chance(4) ? nil : CivilDate(dayNumber: Int(minute / 1440) + number(-6..<2))
        question.history = try (0..<number(0..<7)).map { _ in try past(before: minute) }
        // Of facts of one minute the order would not be told.
        let minutes = some(of: Array(1..<8 * 1440), number(0..<6))
        question.facts = minutes.map { Fact(at: Instant(seconds: (minute - Int64($0)) * 60), fact(near: minute)) }
        if let message = question.history.first(where: { $0.direction == .in }), chance(2) {
            question.contact.replyTo = AnsweredMessage(channel: message.channel, at: message.at)
        }
        return question
    }

    private mutating func past(before minute: Int64) throws -> PastContact {
        let at = Instant(seconds: (minute - Int64(number(1..<6 * 1440))) * 60).description
        let channel = one(of: [Channel.sms, .sms, .email, .voice, .letter])
        if chance(4) {
            return try .in(at, channel == .letter ? .sms : channel, channel == .voice ? .conversation : nil)
        }
        var past = try PastContact.out(
            at,
            channel,
            one(of: [.sent, .delivered, .conversation]),
            mode: channel == .letter ? .envelope : nil,
            debt: chance(5) ? "B" : "A"
        )
        past.creditor = one(of: [nil, CreditorID(trusted: "c-1"), CreditorID(trusted: "c-2")])
        past.use = one(of: [nil, .home, .work, .unknown])
        return past
    }

    private mutating func fact(near minute: Int64) -> Fact.Kind {
        let until = chance(2) ? Instant(seconds: (minute + Int64(number(-1440..<5 * 1440))) * 60) : nil
        switch number(0..<10) {
        case 0, 1: return .wish(wish(until))
        case 2, 3:
            let form = one(of: Fact.Form.allCases)
            return .consent(channel: nil, value: nil, form: form, scope: .contact, until: until)
        case 4: return .dispute(form: .oral, reasoned: false, answered: until)
        case 5: return .other(kind: "calamity", until: until)
        case 6: return .paymentPlan(until: until)
        case 7: return .notice(.validation, channel: .letter)
        case 8:
            let channels = one(of: [nil, Fact.Channels.electronic, .sms, .voice])
            return chance(2)
                ? .optOut(channel: channels, value: nil, via: "x", about: nil)
                : .optIn(channel: channels, value: nil, via: "x")
        default: return .release(kind: one(of: ["dispute", "calamity", "consent", "opt-out"]))
        }
    }

    private mutating func wish(_ until: Instant?) -> Wish {
        Wish(
            effect: one(of: Wish.Effect.allCases),
            days: chance(2) ? nil : Set(some(of: Weekday.allCases, 3)),
            from: number(0..<1440),
            to: number(0..<1441),
            channel: one(of: [nil, .sms, .voice]),
            use: one(of: [nil, .home, .work]),
            form: one(of: [nil, .oral, .written]),
            until: until
        )
    }
}
