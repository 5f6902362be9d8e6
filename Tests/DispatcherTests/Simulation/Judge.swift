import DunlinTesting
import Dunning
import Storage
import Testing

/// Looks at the end of a run for anything that must never be.
struct Judge {
    let world: World
    let seed: UInt64

    func look(at report: ActionReport) {
        let action = report.action
        let sent = world.wire.filter { $0.attempt.action == action.id }
        let note = Comment(rawValue: "seed \(seed), action \(action.id), \(report.progress)")
        #expect(Set(sent.map(\.attempt.id)).count == sent.count, note)
        for delivery in sent { lookAtFate(of: delivery, in: report, note) }
        for attempt in report.attempts { lookAtTruth(of: attempt, sent, note) }
        // What its provider reports as not delivered may be tried another way.
        let failed = Set(report.attempts.filter { $0.state == .undelivered }.map(\.attempt.id))
        let taken = sent.filter { $0.answer.mayHaveArrived && !failed.contains($0.attempt.id) }
        #expect(Set(taken.map(\.attempt.step)).count == taken.count, note)
        lookAtSpacing(of: taken, note)
        for delivery in sent {
            if let start = action.notBefore { #expect(delivery.at >= start, note) }
            if let end = action.notAfter { #expect(delivery.at < end, note) }
        }
        let isAtRest = report.progress.state.isFinal || report.progress.state == .review
        let isHeld = report.progress.state == .paused && ["house.hold", "operator"].contains(report.progress.reason)
        #expect(isAtRest || isHeld, note)
        #expect(report.progress.state != .review || report.attempts.contains { $0.state == .unknown }, note)
    }

    /// Never lost: what is on the wire is known by its answer, or stands as unknown.
    private func lookAtFate(of delivery: World.Sent, in report: ActionReport, _ note: Comment) {
        let state = report.attempts.first { $0.attempt.id == delivery.attempt.id }?.state
        switch delivery.answer {
        case .accepted: #expect([.handedOver, .unknown, .delivered, .undelivered].contains(state), note)
        case .refused: #expect(state == .refused || state == .unknown, note)
        case .unknown: #expect(state == .unknown, note)
        }
    }

    /// Nothing is told that did not happen, and nothing stays under way.
    private func lookAtTruth(of attempt: AttemptReport, _ sent: [World.Sent], _ note: Comment) {
        let answer = sent.first { $0.attempt.id == attempt.attempt.id }?.answer
        switch attempt.state {
        case .handedOver, .delivered, .undelivered: #expect(answer?.isAccepted == true, note)
        case .refused: #expect(answer?.isRefused == true, note)
        case .withdrawn: #expect(answer == nil, note)
        case .unknown: break
        case .intended, .begun: Issue.record(note)
        }
    }

    private func lookAtSpacing(of taken: [World.Sent], _ note: Comment) {
        let inOrder = taken.sorted { $0.at < $1.at }
        #expect(inOrder.map(\.attempt.step) == inOrder.map(\.attempt.step).sorted(), note)
        for (earlier, later) in zip(inOrder, inOrder.dropFirst()) {
            let step = Trial.steps[later.attempt.step]
            #expect(later.at - earlier.at >= step.after, note)
        }
    }

    /// Once whoever stopped messages has the answer, none goes out but those that the answer names.
    func lookAtStops() {
        for stop in world.stops {
            for sent in world.wire where sent.order > stop.order && stop.subject.covers(sent.attempt) {
                #expect(stop.inFlight.contains(sent.attempt.id), "seed \(seed), \(sent.attempt.id) after \(stop)")
            }
        }
    }

    /// Three contacts in seven days about one debt: of any four that count, the last is on the seventh day or later.
    func lookAtCaps(_ reports: [ActionReport]) {
        let counting = reports.flatMap(\.attempts).filter { $0.state.counts && $0.attempt.debt.rawValue == "capped" }
        let times = counting.map(\.attempt.decidedAt).sorted()
        for (first, fourth) in zip(times, times.dropFirst(3)) {
            #expect(fourth - first >= .seconds(6 * 86_400), "seed \(seed): more contacts than the cap allows")
        }
    }
}

extension Handover {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var isRefused: Bool { if case .refused = self { true } else { false } }
    /// Whether the debtor may have got it.
    var mayHaveArrived: Bool { !isRefused }
}
