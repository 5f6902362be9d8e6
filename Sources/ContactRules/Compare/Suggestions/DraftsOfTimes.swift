import Dunning

extension CaseDraft {
    /// The case at other moments.
    func times(for rule: Rule, in zone: Zone) -> [CaseDraft] {
        guard let at = at?.milliseconds else { return [] }
        let numbers = rule.numbers.flatMap { [$0 - 1, $0, $0 + 1] }.filter { $0 > 0 }
        let waits = numbers.flatMap { days -> [CaseDraft] in
            let midnight = zone.start(ofDay: zone.day(at: at) + days)
            return [
                contactOnly(at: at + Int64(days) * .day, zone), contactOnly(at: midnight, zone),
                contactOnly(at: midnight - .minute, zone), contactOnly(at: at + Int64(days) * .hour, zone),
                contactOnly(at: at + Int64(days) * .minute, zone),
            ]
        }
        return days(for: rule, in: zone, from: at) + waits
    }

    /// Every half hour of the same day.
    func hours(in zone: Zone) -> [CaseDraft] {
        guard let at = at?.milliseconds else { return [] }
        return stride(from: 0, to: Int64.day, by: Int(30 * Int64.minute)).map { time in
            whole(to: zone.firstInstant(ofLocal: Int64(zone.day(at: at)) * .day + time), zone)
        }
    }

    /// The case on the days that matter to a rule, with everything that went before.
    private func days(for rule: Rule, in zone: Zone, from at: Int64) -> [CaseDraft] {
        let today = zone.day(at: at)
        var days = Array(today + 1...today + 7)
        if case .own(let calendar) = (rule.body as? WindowRule)?.holidays {
            days += (today..<today + 400).filter { calendar.name(of: $0) != nil }.prefix(6)
        }
        for date in [rule.scope.from, rule.scope.to].compactMap({ $0 }) {
            days += (-2...1).map { date.dayNumber + $0 }
        }
        let time = zone.local(at).timeOfDay
        return days.map { whole(to: zone.firstInstant(ofLocal: Int64($0) * .day + time), zone) }
    }

    /// The contact alone at another moment; what went before stays.
    private func contactOnly(at instant: Int64, _ zone: Zone) -> CaseDraft {
        setting("contact", "at", to: .string(Instant(milliseconds: instant).description), "at \(zone.words(instant))")
    }

    /// Everything moved, so that the contact is at another moment.
    private func whole(to instant: Int64, _ zone: Zone) -> CaseDraft {
        guard let at else { return self }
        let shift = instant - at.milliseconds
        var moved = json
        for part in ["contact", "history", "facts"] { moved = moved.setting([part], to: json[part]?.moved(by: shift)) }
        if let due = json["debt"]?["due"]?.string.flatMap(CivilDate.init(_:)) {
            let later = CivilDate(dayNumber: due.dayNumber + zone.day(at: instant) - zone.day(at: at.milliseconds))
            moved = moved.setting(["debt", "due"], to: .string(later.description))
        }
        return CaseDraft(words: "at \(zone.words(instant))", json: moved)
    }
}

extension Zone {
    /// A moment on its clock: "Sat 2026-11-21 07:30".
    fileprivate func words(_ instant: Int64) -> String {
        let local = local(instant)
        let date = CivilDate(dayNumber: local.day)
        let name = date.weekday.rawValue
        return "\(name.prefix(1).uppercased())\(name.dropFirst()) \(date) \(local.timeOfDay.clock)"
    }
}

extension Rule {
    /// The numbers of days and hours at which it may change its mind.
    var numbers: [Int] {
        var numbers = lifts.compactMap(\.days)
        switch body {
        case let body as CapRule:
            for period in body.periods {
                switch period {
                case .days(let days): numbers.append(days)
                case .hours(let hours): numbers.append(hours)
                case .week: numbers.append(7)
                case .month: numbers.append(30)
                }
            }
        case let body as SpacingRule:
            switch body.wait {
            case .opensOnDay(let day): numbers.append(day)
            case .hours(let hours): numbers.append(hours)
            case .opensWith(.day): numbers.append(1)
            case .opensWith(.week): numbers.append(7)
            case .opensWith(.month): numbers.append(30)
            }
        case let body as StopRule:
            numbers += [body.bindsAfterHours, body.lapse?.onDay ?? 0, body.lapse?.confirmedWithinDays ?? 0]
            if let period = body.period {
                // Over a weekend business days are two days more.
                numbers += [period.days, period.days + period.receipt.count, period.days + period.receipt.count + 2]
            }
        case let body as OptOutRule: numbers.append(body.confirmationMinutes ?? 0)
        case let body as ProofRule: numbers += body.demands.flatMap { $0.compactMap(\.days) }
        default: break
        }
        return Array(Set(numbers.filter { $0 > 0 })).sorted()
    }
}
