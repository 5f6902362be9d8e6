import Dunning

/// Contact only inside the hours of the local day.
///
/// Hours are half-open and given for each weekday, with other hours, or none, on holidays. The local clock of every
/// zone that the rule asks must be inside. A time that the debtor called convenient, and one answer to a message that
/// came at a closed time, go through where the rule says so.
struct WindowRule: RuleBody {
    var week: OpeningHours
    var holidays: HolidayList?
    /// A time that the debtor called convenient opens it, as far as it says here; nil = none does.
    var opensByWish: ConvenientTime?
    /// One answer to the debtor's message goes through.
    var allowsReply = false

    func answer(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        let answer = plain(inquiry, at: instant, zones: zones)
        guard allowsReply, inquiry.isPermittedReply, case .shut = answer.span,
            let asked = inquiry.question.contact.replyTo?.at.milliseconds,
            case .shut(let reopening) = plain(inquiry, at: asked, zones: zones).span, reopening > instant
        else { return answer }
        // The debtor wrote within the very same closed time: one answer is what they ask for.
        return Answer(.open(until: reopening), .exception("it is the one answer to the debtor's own message"))
    }

    private func plain(_ inquiry: Inquiry, at instant: Int64, zones: [Zone]) -> Answer {
        let days = holidays?.days(in: inquiry.whereabouts)
        let week = OpeningHours.InRegion(hours: week, holidays: days)
        var closing = Int64.max
        var opening = Int64.min
        var ground = Ground.clear
        for zone in zones {
            let hours = LocalHours(zone: zone, source: week)
            if let end = hours.end(at: instant) ?? wishEnd(inquiry, zone, at: instant) {
                closing = min(closing, end)
                continue
            }
            let next = nextOpening(inquiry, hours, from: instant) ?? inquiry.horizon
            if next > opening {
                opening = next
                let day = zone.day(at: instant)
                let holiday =
                    days?.contains(day) == true ? holidays?.name(of: day, in: inquiry.whereabouts) : nil
                ground = .hours(zone: zone.name, holiday: holiday)
            }
        }
        return opening == .min ? Answer(.open(until: closing), .clear) : Answer(.shut(until: opening), ground)
    }

    private func wishEnd(_ inquiry: Inquiry, _ zone: Zone, at instant: Int64) -> Int64? {
        opensByWish.flatMap { $0.end(inquiry, zone, at: instant) }
    }

    private func nextOpening(_ inquiry: Inquiry, _ hours: LocalHours<OpeningHours.InRegion>, from instant: Int64)
        -> Int64?
    {
        let own = hours.next(from: instant, before: inquiry.horizon)
        guard let wished = opensByWish?.next(inquiry, hours.zone, from: instant) else { return own }
        return own.map { min($0, wished) } ?? wished
    }
}

/// The hours of a week, and those of holidays.
final class OpeningHours: Sendable {
    /// Monday first.
    let weekdays: [[HourSpan]]
    /// nil = holidays are days like others.
    let holidays: [HourSpan]?

    init(weekdays: [[HourSpan]], holidays: [HourSpan]?) {
        self.weekdays = weekdays
        self.holidays = holidays
    }

    /// The hours with the holidays of one region.
    struct InRegion: HourSource {
        let hours: OpeningHours
        let holidays: HolidayDays?

        func hours(on day: Int) -> [HourSpan] {
            if let onHolidays = hours.holidays, let holidays, holidays.contains(day) { return onHolidays }
            return hours.weekdays[CivilDate(dayNumber: day).weekdayIndex]
        }
    }
}
