import ContactRules
import Dunning

/// One instant with what the clocks of some zones show.
struct Moment {
    let at: Int64
    let clocks: [LocalTime]

    init(_ at: Int64, _ zones: [String]) {
        self.at = at
        clocks = zones.map { LocalTime(at, in: $0) }
    }
}

/// A day and a minute of it.
struct LocalTime {
    var day = 0
    var minute = 0

    init(_ at: Int64, in zone: String) {
        guard let local = Packs.zones.table.local(Instant(milliseconds: at), in: zone) else { return }
        day = local.date.dayNumber
        minute = local.secondOfDay / 60
    }
}

/// The rules once more, as plain as possible: each instant is asked by itself, and nothing is known of the next one.
final class PlainGate {
    let question: ContactQuestion
    let rules: [PlainRule]
    /// The zones that any rule asks.
    let zones: [String]
    /// Which of them each rule asks.
    private let places: [[Int]]
    private let facts: [(fact: Fact, end: Int64)]
    private var days: [[Int64: Int]]
    private var openings: [Int: Int64] = [:]

    init(_ question: ContactQuestion, _ rules: [PlainRule]) {
        self.question = question
        self.rules = rules
        let named = rules.map { PlainGate.zones(of: $0, question) }
        let zones = Array(Set(named.joined())).sorted()
        self.zones = zones
        places = named.map { $0.compactMap(zones.firstIndex) }
        days = zones.map { _ in [:] }
        facts = PlainGate.ended(question.facts)
    }

    func isOpen(at instant: Int64) -> Bool { isOpen(Moment(instant, zones)) }

    func isOpen(_ moment: Moment) -> Bool { rules.indices.allSatisfy { isOpen($0, moment) } }

    func isOpen(_ index: Int, _ moment: Moment) -> Bool {
        let rule = rules[index]
        let zones = places[index]
        guard isInForce(rule, zones, moment) else { return true }
        if rule.lifts.contains(where: { holds($0, zones, moment) }) { return true }
        switch rule.kind {
        case .window(let window): return isOpen(window, index, rule, zones, moment)
        case .wish: return isOpenForWishes(rule, zones, moment)
        case .cap(let cap): return isOpen(cap, rule, zones, moment)
        case .spacing(let spacing): return isOpen(spacing, zones, moment)
        case .stop(let kind, let hours):
            if rule.opensForReply, isReply { return true }
            return !facts.contains {
                $0.fact.kind.name.rawValue == kind && $0.fact.at.milliseconds + Int64(hours) * 3_600_000 <= moment.at
                    && moment.at < $0.end
            }
        case .optOut: return isOpenAfterOptOuts
        case .proof(let demands): return demands.allSatisfy { $0.contains { holds($0, zones, moment) } }
        case .content: return false
        }
    }

    private static func zones(of rule: PlainRule, _ question: ContactQuestion) -> [String] {
        switch rule.clock {
        case .known: question.debtor.zones
        case .billing: ["America/New_York"]
        case .fixed(let zone): [zone]
        }
    }

    // MARK: Facts

    /// Each fact with its end, which it says itself, a later one says, or a release.
    private static func ended(_ facts: [Fact]) -> [(fact: Fact, end: Int64)] {
        let sorted = facts.sorted { $0.at < $1.at }
        return sorted.enumerated().map { place, fact in
            var end = until(of: fact.kind)?.milliseconds ?? .max
            for later in sorted[(place + 1)...] {
                if case .release(fact.kind.name.rawValue) = later.kind { end = min(end, later.at.milliseconds) }
                guard end == .max, later.kind.name == fact.kind.name, let says = until(of: later.kind) else { continue }
                switch fact.kind {
                case .dispute, .other, .paymentPlan: end = says.milliseconds
                default: continue
                }
            }
            return (fact, end)
        }
    }

    private static func until(of kind: Fact.Kind) -> Instant? {
        switch kind {
        case .consent(_, _, _, _, let until), .paymentPlan(let until), .other(_, let until): until
        case .dispute(_, _, let answered): answered
        case .wish(let wish): wish.until
        default: nil
        }
    }

    private func isOnRecord(_ kind: String, _ moment: Moment) -> Bool {
        facts.contains {
            $0.fact.kind.name.rawValue == kind && $0.fact.at.milliseconds <= moment.at && moment.at < $0.end
        }
    }

    private func holds(_ evidence: PlainEvidence, _ zones: [Int], _ moment: Moment) -> Bool {
        func isFresh(_ at: Int64) -> Bool {
            guard let days = evidence.days else { return true }
            return zones.allSatisfy { clock($0, moment).day < day(at, $0) + days }
        }
        switch evidence.kind {
        case .consent(let wanted):
            return facts.contains { fact, end in
                guard case .consent(_, _, let form, .contact, _) = fact.kind, wanted == nil || wanted == form else {
                    return false
                }
                return fact.at.milliseconds <= moment.at && moment.at < end && isFresh(fact.at.milliseconds)
            }
        case .fact(let kind):
            return facts.contains { fact, end in
                fact.kind.name.rawValue == kind && fact.at.milliseconds <= moment.at && moment.at < end
                    && isFresh(fact.at.milliseconds)
            }
        case .contact(let filter):
            return question.history.contains {
                takes(filter, $0) && $0.at.milliseconds <= moment.at && isFresh($0.at.milliseconds)
            }
        }
    }

    // MARK: Time

    private func clock(_ zone: Int, _ moment: Moment) -> LocalTime { moment.clocks[zone] }

    private func day(_ at: Int64, _ zone: Int) -> Int {
        if let day = days[zone][at] { return day }
        let day = LocalTime(at, in: zones[zone]).day
        days[zone][at] = day
        return day
    }

    private static func week(_ day: Int) -> Int { (day + 3) / 7 }

    private static func month(_ day: Int) -> Int {
        let (year, month, _) = CivilDate(dayNumber: day).components
        return year * 12 + month
    }

    private func isInForce(_ rule: PlainRule, _ zones: [Int], _ moment: Moment) -> Bool {
        var first = rule.from
        if let overdue = rule.overdueDays, let due = question.debt.due {
            first = max(first ?? .min, due.dayNumber + overdue)
        }
        if let first, !zones.contains(where: { clock($0, moment).day >= first }) { return false }
        if let last = rule.to, !zones.contains(where: { clock($0, moment).day < last }) { return false }
        if let kind = rule.relying, !isOnRecord(kind, moment) { return false }
        return rule.disputed.map { $0 == isOnRecord("dispute", moment) } ?? true
    }

    // MARK: Windows and wishes

    private func isOpen(_ window: PlainWindow, _ index: Int, _ rule: PlainRule, _ zones: [Int], _ moment: Moment)
        -> Bool
    {
        if isPlainlyOpen(window, rule, zones, moment) { return true }
        guard rule.opensForReply, isReply, let asked = question.contact.replyTo?.at.milliseconds else { return false }
        // The answer goes through within the very same closed time.
        return moment.at < opening(of: window, index, rule, zones, after: asked)
    }

    /// The first minute from an instant on at which the window is open by itself.
    private func opening(of window: PlainWindow, _ index: Int, _ rule: PlainRule, _ zones: [Int], after asked: Int64)
        -> Int64
    {
        if let known = openings[index] { return known }
        var now = asked
        let end = asked + 30 * 86_400_000
        while now < end, !isPlainlyOpen(window, rule, zones, Moment(now, self.zones)) { now += 60_000 }
        // Asked while it was open: the answer has no closed time of its own.
        openings[index] = now == asked ? .min : now
        return now == asked ? .min : now
    }

    private func isPlainlyOpen(_ window: PlainWindow, _ rule: PlainRule, _ zones: [Int], _ moment: Moment) -> Bool {
        zones.allSatisfy { zone in
            let local = clock(zone, moment)
            let isHoliday = window.holidays?.days.contains(local.day) ?? false
            let hours = isHoliday ? window.holidays?.hours ?? [] : window.weekdays[(local.day + 3) % 7]
            return hours.contains { $0.contains(local.minute) } || isConvenient(rule, local, moment)
        }
    }

    private func isOpenForWishes(_ rule: PlainRule, _ zones: [Int], _ moment: Moment) -> Bool {
        if rule.opensForReply, isReply { return true }
        return zones.allSatisfy { zone in
            let local = clock(zone, moment)
            return wishes(.inconvenient, moment).allSatisfy { !isInside($0, local) }
                || isConvenient(rule, local, moment)
        }
    }

    private func isConvenient(_ rule: PlainRule, _ local: LocalTime, _ moment: Moment) -> Bool {
        guard let opener = rule.opener else { return false }
        return wishes(.convenient, moment).contains {
            isInside($0, local) && (opener == .wish || $0.form == .written)
        }
    }

    private func wishes(_ effect: Wish.Effect, _ moment: Moment) -> [Wish] {
        facts.compactMap { fact, end in
            guard case .wish(let wish) = fact.kind, wish.effect == effect, fact.at.milliseconds <= moment.at,
                moment.at < end, wish.channel == nil || wish.channel == question.contact.channel
            else { return nil }
            return wish.use == nil || wish.use == question.contact.to?.use ? wish : nil
        }
    }

    private func isInside(_ wish: Wish, _ local: LocalTime) -> Bool {
        let begins = { (day: Int) in wish.days?.contains(CivilDate(dayNumber: day).weekday) ?? true }
        if wish.from < wish.to { return begins(local.day) && (wish.from..<wish.to).contains(local.minute) }
        return (begins(local.day) && local.minute >= wish.from) || (begins(local.day - 1) && local.minute < wish.to)
    }

    // MARK: Contacts

    private func takes(_ filter: PlainFilter, _ past: PastContact) -> Bool {
        guard filter.directions.contains(past.direction), filter.channels?.contains(past.channel) ?? true else {
            return false
        }
        if let outcomes = filter.outcomes {
            guard let outcome = past.outcome, outcomes.contains(outcome) else { return false }
        }
        let isSameChannel = past.channel == question.contact.channel
        if let wanted = filter.channel, (wanted == "same") != isSameChannel { return false }
        switch filter.key {
        case "debtor": return true
        case "creditor": return past.creditor == nil || past.creditor == question.creditor
        case "use": return past.use == nil || past.use == .unknown || past.use == question.contact.to?.use
        default: return past.debts.contains(question.debt.id)
        }
    }

    /// What comes behind the first contact that a filter takes; everything without a filter.
    private func behind(_ filter: PlainFilter?) -> Int64? {
        guard let filter else { return .min }
        return question.history.filter { takes(filter, $0) }.map(\.at.milliseconds).min()
    }

    private func isOpen(_ cap: PlainCap, _ rule: PlainRule, _ zones: [Int], _ moment: Moment) -> Bool {
        guard let begin = behind(cap.beginsAfter) else { return true }
        let counted = question.history.map { ($0, $0.at.milliseconds) }.filter { past, at in
            guard at > begin, takes(cap.counted, past) else { return false }
            guard cap.leavesOutLifted else { return true }
            return !rule.lifts.contains { holds($0, zones, Moment(at, self.zones)) }
        }
        return zones.allSatisfy { zone in
            cap.periods.allSatisfy { period in counted.count { isInside(period, $0.1, zone, moment) } < cap.limit }
        }
    }

    private func isInside(_ period: PlainCap.Period, _ past: Int64, _ zone: Int, _ moment: Moment) -> Bool {
        let (then, now) = (day(past, zone), clock(zone, moment).day)
        return switch period {
        case .days(let days): now < then + days
        case .hours(let hours): moment.at < past + Int64(hours) * 3_600_000
        case .week: PlainGate.week(now) <= PlainGate.week(then)
        case .month: PlainGate.month(now) <= PlainGate.month(then)
        }
    }

    private func isOpen(_ spacing: PlainSpacing, _ zones: [Int], _ moment: Moment) -> Bool {
        let begin = behind(spacing.beginsAfter)
        return zones.allSatisfy { zone in
            var events: [(at: Int64, dayZero: Int)] = []
            switch spacing.event {
            case .contact(let filter):
                for past in question.history where takes(filter, past) {
                    let at = past.at.milliseconds
                    guard let begin, at > begin else { continue }
                    events.append((at, dayZero(of: past, spacing, zone)))
                }
            case .fact(let kind):
                for (fact, _) in facts where fact.kind.name.rawValue == kind {
                    guard let begin, fact.at.milliseconds > begin else { continue }
                    events.append((fact.at.milliseconds, day(fact.at.milliseconds, zone)))
                }
            case .due: question.debt.due.map { events.append((0, $0.dayNumber)) }
            }
            guard !events.isEmpty else { return !spacing.needsEvent }
            let waiting = events.map { isWaiting(spacing.wait, $0.at, $0.dayZero, zone, moment) }
            return spacing.countsFirst ? waiting.contains(false) : !waiting.contains(true)
        }
    }

    private func dayZero(of past: PastContact, _ spacing: PlainSpacing, _ zone: Int) -> Int {
        let own = day(past.at.milliseconds, zone)
        guard past.channel == .letter, let number = spacing.workingDayOfLetters else { return own }
        var workingDays: [Int] = []
        var candidate = own
        while workingDays.count < number {
            candidate += 1
            if (candidate + 3) % 7 < 5, !spacing.holidays.contains(candidate) { workingDays.append(candidate) }
        }
        return candidate - 1
    }

    private func isWaiting(_ wait: PlainSpacing.Wait, _ at: Int64, _ dayZero: Int, _ zone: Int, _ moment: Moment)
        -> Bool
    {
        let now = clock(zone, moment).day
        return switch wait {
        case .day(let days): now < dayZero + days
        case .hours(let hours): moment.at < at + Int64(hours) * 3_600_000
        case .nextDay: now <= dayZero
        case .nextWeek: PlainGate.week(now) <= PlainGate.week(dayZero)
        case .nextMonth: PlainGate.month(now) <= PlainGate.month(dayZero)
        }
    }

    // MARK: Words of the debtor

    private var isOpenAfterOptOuts: Bool {
        var isOpen = true
        func isMeant(_ channels: Fact.Channels?, _ value: String?) -> Bool {
            (channels?.contains(question.contact.channel) ?? true)
                && (value == nil || value == question.contact.to?.value)
        }
        for (fact, _) in facts {
            switch fact.kind {
            case .optOut(let channels, let value, _, _) where isMeant(channels, value): isOpen = false
            case .optIn(let channels, let value, _) where isMeant(channels, value): isOpen = true
            case .release(kind: "opt-out"): isOpen = true
            default: continue
            }
        }
        guard !isOpen, isReply, let asked = question.contact.replyTo?.at else { return isOpen }
        return lastOptOut.map { asked > $0 } ?? true
    }

    private var lastOptOut: Instant? {
        facts.last { held in
            guard case .optOut(let channels, let value, _, _) = held.fact.kind else { return false }
            return (channels?.contains(question.contact.channel) ?? true)
                && (value == nil || value == question.contact.to?.value)
        }?.fact.at
    }

    /// The message is the one answer to a message of the debtor that is on record.
    private var isReply: Bool {
        guard let answered = question.contact.replyTo else { return false }
        return answered.channel == question.contact.channel
            && question.history.contains {
                $0.direction == .in && $0.at == answered.at && $0.channel == answered.channel
            }
            && !question.history.contains { $0.replyTo == answered }
    }
}
