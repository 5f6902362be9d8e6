import Dunning

extension WishRule: Breakable {
    var readsTheClock: Bool { true }

    var variants: [Variant<WishRule>] {
        var variants = Variants(self)
        variants.opensByWish(\.opensByWish)
        variants.flip(\.allowsReply, yes: "opened for a reply", no: "not opened for a reply")
        return variants.all
    }
}

extension CapRule: Breakable {
    var readsTheClock: Bool {
        let isByDays = periods.contains { if case .hours = $0 { false } else { true } }
        return isByDays || leavesOut.contains { $0.days != nil }
    }

    var variants: [Variant<CapRule>] {
        var variants = Variants(self)
        variants.shift("limit", \.limit, least: 1)
        variants.dropEach(\.periods, leaving: 1) { "the period of \($0.words)" }
        for (index, period) in periods.enumerated() {
            for other in period.neighbours {
                variants.add("in \(other.words) instead of \(period.words)") { $0.periods[index] = other }
            }
        }
        variants.add("counts", \.counted, counted.variants)
        variants.add("begins_after", \.beginsAfter, beginsAfter?.variants ?? [])
        if !leavesOut.isEmpty { variants.add("counts what was lifted") { $0.leavesOut = [] } }
        variants.flip(\.leavesOutReplies, yes: "leaves out replies", no: "holds and counts replies")
        return variants.all
    }
}

extension CapRule.Period {
    /// Periods that are almost this one.
    fileprivate var neighbours: [CapRule.Period] {
        switch self {
        case .days(let days): (days > 1 ? [.days(days - 1)] : []) + [.days(days + 1)]
        case .hours(let hours): (hours > 1 ? [.hours(hours - 1)] : []) + [.hours(hours + 1)]
        case .week: [.days(7)]
        case .month: [.days(30)]
        }
    }
}

extension SpacingRule: Breakable {
    var readsTheClock: Bool {
        if case .hours = wait { return event == .due }
        return true
    }

    var variants: [Variant<SpacingRule>] {
        var variants = Variants(self)
        switch wait {
        case .opensOnDay(let day):
            for other in [day - 1, day + 1] where other > 0 {
                variants.add("opens on day \(other) instead of \(day)") { $0.wait = .opensOnDay(other) }
            }
        case .hours(let hours):
            for other in [hours - 1, hours + 1] where other > 0 {
                variants.add("opens after \(other) hours instead of \(hours)") { $0.wait = .hours(other) }
            }
        case .opensWith(let turn):
            for other in Turn.allCases where other != turn {
                variants.add("opens with the \(other.rawValue) instead of the \(turn.rawValue)") {
                    $0.wait = .opensWith(other)
                }
            }
        }
        switch event {
        case .contact(let filter):
            for other in filter.variants { variants.add("after: \(other.change)") { $0.event = .contact(other.value) } }
        case .fact(let filter):
            for other in filter.variants { variants.add("after: \(other.change)") { $0.event = .fact(other.value) } }
        case .due: break
        }
        variants.flip(\.needsEvent, yes: "needs the event", no: "does not need the event")
        // There is one due date, so of several events there is nothing to choose.
        for other in Measure.allCases where other != measure && event != .due {
            variants.add("measured from the \(other.rawValue)") { $0.measure = other }
        }
        variants.add("begins_after", \.beginsAfter, beginsAfter?.variants ?? [])
        variants.dropEach(\.laterStart) { "later_start for \($0.channels.map(\.rawValue).sorted())" }
        for index in laterStart.indices {
            let day = laterStart[index].workingDay.count
            for other in [day - 1, day + 1] where other > 0 {
                variants.add("later_start on working day \(other) instead of \(day)") {
                    $0.laterStart[index].workingDay.count = other
                }
            }
        }
        return variants.all
    }
}

extension Variants {
    /// The other answers to the question which convenient times open a rule.
    mutating func opensByWish(_ path: WritableKeyPath<Value, ConvenientTime?>) {
        let words: [(ConvenientTime?, String)] = [
            (nil, "not opened by a wish"), (.any, "opened by a wish"), (.written, "opened by a written wish"),
        ]
        for (other, change) in words where other != original[keyPath: path] {
            add(change) { $0[keyPath: path] = other }
        }
    }

    /// The list of what lifts a rule without each of its elements, and with each of them changed.
    mutating func lifts(_ path: WritableKeyPath<Value, [Evidence]>) {
        dropEach(path) { "lifted_by \($0.words)" }
        changeEach(path, { "lifted_by \($0.words)" }, \.variants)
    }
}
