import Dunning
import Journal
import Storage
import Testing

struct BeginRuleTests {
    private func verdict(
        _ attempt: AttemptState = .intended,
        _ action: ActionState = .working,
        code: String? = nil,
        hasNewFact: Bool = false,
        openUntil: Instant? = nil,
        isUnapproved: Bool = false
    ) -> BeginRule.Verdict {
        let situation = BeginRule.Situation(
            attempt: attempt,
            code: code,
            action: action,
            hasNewFact: hasNewFact,
            openUntil: openUntil,
            isUnapproved: isUnapproved
        )
        return BeginRule.verdict(situation, at: Instant(seconds: 100))
    }

    @Test func `only an intent of an action at work goes`() {
        #expect(verdict() == .go)
        for state in AttemptState.allCases where state != .intended { #expect(verdict(state) == .tooLate("stale")) }
        for state in ActionState.allCases where state != .working {
            #expect(verdict(.intended, state) == .withdraw(state == .cancelled ? "cancelled" : "stale"))
        }
    }

    @Test func `the first reason counts, and a withdrawn intent keeps its own`() {
        #expect(verdict(.withdrawn, code: "fact") == .tooLate("fact"))
        #expect(verdict(.intended, .cancelled, hasNewFact: true) == .withdraw("cancelled"))
        #expect(verdict(hasNewFact: true, openUntil: Instant(seconds: 1)) == .withdraw("fact"))
    }

    @Test func `what lacks an approval is withdrawn, but for what has begun`() {
        #expect(verdict(isUnapproved: true) == .withdraw("unapproved"))
        #expect(verdict(.begun, isUnapproved: true) == .tooLate("stale"))
        #expect(verdict(hasNewFact: true, isUnapproved: true) == .withdraw("fact"))
    }

    @Test(arguments: [(99, false), (100, false), (101, true)])
    func `a decision no longer holds at its end`(end: Int64, goes: Bool) {
        #expect(verdict(openUntil: Instant(seconds: end)) == (goes ? .go : .withdraw("stale")))
    }
}

struct RecordRuleTests {
    private let result = HandoverResult(
        attempt: AttemptID(trusted: "A.1"),
        state: .handedOver,
        progress: Progress(state: .completed),
        entries: [JournalDraft(.handedOver), JournalDraft(.skipped), JournalDraft(.completed)]
    )

    /// Attempt, action, the attempt's new state, whether the action goes on, entries written.
    static let cases: [(AttemptState, ActionState, AttemptState?, Bool, Int)] = [
        (.begun, .working, .handedOver, true, 3),
        (.intended, .working, .handedOver, true, 3),
        (.unknown, .review, .handedOver, true, 3),
        (.begun, .cancelled, .handedOver, false, 1),
        (.unknown, .cancelled, .handedOver, false, 1),
        (.delivered, .working, nil, true, 3),
        (.delivered, .completed, nil, false, 0),
        (.handedOver, .queued, nil, false, 0),
        (.refused, .working, nil, false, 0),
        (.withdrawn, .working, nil, false, 0),
    ]

    @Test(arguments: cases)
    func `a result changes what still waits for it`(
        attempt: AttemptState,
        action: ActionState,
        becomes: AttemptState?,
        goesOn: Bool,
        entries: Int
    ) {
        let progress = Progress(state: action, attempts: result.progress.attempts)
        let rule = RecordRule(result, attempt: attempt, action: progress.state, attempts: progress.attempts)
        #expect(rule.attempt == becomes)
        #expect(rule.takesProgress == goesOn)
        #expect(rule.entries.count == entries)
    }

    @Test(arguments: [AttemptState.handedOver, .unknown])
    func `a result that is told again says nothing of an action that has made another attempt since`(
        attempt: AttemptState
    ) {
        let progress = Progress(state: .working, attempts: result.progress.attempts + 1)
        #expect(
            !RecordRule(result, attempt: attempt, action: progress.state, attempts: progress.attempts).takesProgress
        )
    }
}

struct ReceiptRuleTests {
    private func effect(
        _ told: AttemptState,
        _ outcome: Outcome? = nil,
        on state: AttemptState,
        known: Outcome? = nil
    ) -> ReceiptRule {
        let receipt = Receipt(
            subject: .attempt(AttemptID(trusted: "A.1")),
            state: told,
            outcome: outcome,
            code: "x"
        )
        return ReceiptRule.effect(receipt, on: state, outcome: known)
    }

    @Test(arguments: AttemptState.allCases)
    func `no receipt ever moves an attempt back`(state: AttemptState) {
        let order: [AttemptState: Int] = [.handedOver: 1, .delivered: 2, .undelivered: 2]
        for told in AttemptState.allCases {
            guard case .moves(let next, _) = effect(told, on: state) else { continue }
            #expect(order[next, default: 0] > order[state, default: 0])
            #expect(state != .withdrawn)
        }
    }

    @Test(arguments: [AttemptState.intended, .begun, .refused, .unknown, .withdrawn])
    func `a state that no provider can report contradicts`(told: AttemptState) {
        #expect(effect(told, on: .handedOver) == .contradicts)
    }

    @Test func `an outcome is taken once, also later than the state`() {
        #expect(effect(.delivered, .voicemail, on: .delivered) == .moves(.delivered, .voicemail))
        #expect(effect(.delivered, .voicemail, on: .delivered, known: .conversation) == .nothing)
        #expect(effect(.delivered, on: .handedOver, known: .reached) == .moves(.delivered, .reached))
        #expect(effect(.undelivered, on: .delivered) == .contradicts)
    }
}

/// The n-th attempt of action `A`, by text message.
private func attempt(_ number: Int) -> Attempt {
    Attempt(
        id: AttemptID(trusted: "A.\(number)"),
        action: ActionID(trusted: "A"),
        debtor: DebtorID(trusted: "P"),
        debt: DebtID(trusted: "D"),
        account: nil,
        group: nil,
        step: 0,
        point: ContactPoint(channel: .sms, value: "+4915112345678", use: .home, line: .mobile),
        mode: nil,
        purpose: .reminder,
        template: TemplateID(trusted: "reminder"),
        provider: ProviderID(trusted: "sms.primary"),
        disclosures: [],
        decidedAt: Instant(seconds: 0),
        openUntil: nil
    )
}

struct RecoveryRuleTests {
    /// Where an action at work goes on from the state of its latest attempt.
    static let ends: [(AttemptState, ActionState, String?)] = [
        (.intended, .queued, nil), (.withdrawn, .queued, nil), (.refused, .queued, nil),
        (.begun, .review, "unknown"), (.unknown, .review, "unknown"),
        (.handedOver, .queued, "settled"), (.delivered, .queued, "settled"),
        (.undelivered, .queued, "undelivered"),
    ]

    @Test func `an action that nobody finished goes on where its attempt's fate is known, else a person looks`() {
        #expect(Set(RecoveryRuleTests.ends.map(\.0)) == Set(AttemptState.allCases))
        for (state, action, reason) in RecoveryRuleTests.ends {
            let progress = Progress(state: .working, step: 3, attempts: 2)
            let next = RecoveryRule.progress(of: progress, after: attempt(2), state)
            #expect(next?.state == action && next?.reason == reason, "\(state)")
            #expect(next?.step == 3 && next?.attempts == 2)
            for other in ActionState.allCases where other != .working {
                #expect(RecoveryRule.progress(of: Progress(state: other), after: attempt(2), state) == nil)
            }
        }
    }
}

struct SettlementRuleTests {
    private func next(
        _ state: ActionState,
        _ reason: String?,
        _ attemptState: AttemptState,
        _ number: Int = 2
    ) -> Progress? {
        let progress = Progress(state: state, reason: reason, step: 1, until: .init(seconds: 9), attempts: 2)
        return SettlementRule.progress(of: progress, after: attempt(number), attemptState)
    }

    @Test func `what arrived after all is not sent again`() throws {
        let waiting: [(ActionState, String?)] = [
            (.review, "unknown"), (.waiting, "unknown"), (.waiting, "refused:busy"), (.queued, "refused:gone"),
        ]
        for (state, reason) in waiting {
            for fate in [AttemptState.handedOver, .delivered] {
                let settled = try #require(next(state, reason, fate))
                #expect(settled.isSettled && settled.state == .queued && settled.sent == 1 && settled.step == 1)
                #expect(settled.until == nil)
            }
            let lost = try #require(next(state, reason, .undelivered))
            #expect(
                !lost.isSettled && lost.state == .queued && lost.spent == [SpentWay(.sms, "+4915112345678")]
                    && lost.sent == 0
            )
        }
    }

    @Test func `what never arrived is made again by another way, wherever the action waits behind it`() throws {
        let waiting: [(ActionState, String?, ActionState, String)] = [
            (.waiting, "next-step", .queued, "undelivered"), (.waiting, "us.hours", .queued, "undelivered"),
            (.queued, nil, .queued, "undelivered"), (.completed, nil, .queued, "undelivered"),
            (.completed, "last-step-skipped", .queued, "undelivered"), (.paused, "house.hold", .paused, "house.hold"),
        ]
        for (state, reason, end, word) in waiting {
            let past = Progress(
                state: state,
                reason: reason,
                step: 2,
                lastStepAt: .init(seconds: 1),
                attempts: 2,
                sent: 2
            )
            let back = try #require(SettlementRule.progress(of: past, after: attempt(2), .undelivered))
            #expect(back.state == end && back.reason == word && back.step == 0, "\(state)")
            #expect(back.lastStepAt == nil && back.sent == 1 && back.spent == [SpentWay(.sms, "+4915112345678")])
            #expect(SettlementRule.entry(attempt(2), from: past, to: back)?.kind == .resumed)
            #expect(SettlementRule.progress(of: past, after: attempt(2), .delivered) == nil)
        }
        let settled = Progress(state: .queued, reason: Progress.settled, step: 0, attempts: 2, sent: 1)
        let back = try #require(SettlementRule.progress(of: settled, after: attempt(2), .undelivered))
        #expect(!back.isSettled && back.sent == 0)
        #expect(SettlementRule.entry(attempt(2), from: settled, to: back) == nil)
    }

    @Test func `what has ended for another reason, or waits for a person's task, does not go back`() {
        let ends: [(ActionState, String?)] = [
            (.completed, "paid"), (.cancelled, nil), (.expired, "not-after"), (.blocked, "us.cease"),
            (.failed, "undeliverable"), (.working, nil), (.paused, "task"),
        ]
        for (state, reason) in ends {
            let past = Progress(state: state, reason: reason, step: 2, attempts: 2, sent: 2)
            #expect(SettlementRule.progress(of: past, after: attempt(2), .undelivered) == nil, "\(state)")
        }
        let present = Progress(state: .waiting, reason: "next-step", step: 0, attempts: 2)
        #expect(SettlementRule.progress(of: present, after: attempt(2), .undelivered) == nil)
    }

    @Test func `going back knows what else of the step was lost, and nobody gets it twice`() throws {
        let past = Progress(state: .completed, step: 1, attempts: 2, sent: 2)
        func next(_ state: AttemptState) -> Progress? {
            var first = attempt(1)
            first.point.value = "+4930123456"
            let report = AttemptReport(
                attempt: first,
                state: state,
                reference: nil,
                code: nil,
                outcome: nil,
                changedAt: .init(seconds: 0),
                content: []
            )
            return SettlementRule.progress(of: past, after: attempt(2), .undelivered, among: [report])
        }
        #expect(
            try #require(next(.undelivered)).spent
                == [SpentWay(.sms, "+4930123456"), SpentWay(.sms, "+4915112345678")]
        )
        for state in [AttemptState.refused, .withdrawn] {
            #expect(try #require(next(state)).spent == [SpentWay(.sms, "+4915112345678")])
        }
        for state in [AttemptState.handedOver, .delivered, .unknown] { #expect(next(state) == nil, "\(state)") }
    }

    @Test func `an action that asks nothing, or about another attempt, goes its own way`() {
        #expect(next(.review, "unknown", .delivered, 1) == nil)
        for state in ActionState.allCases where state != .review {
            #expect(next(state, "next-step", .delivered) == nil, "\(state)")
        }
        for state in [AttemptState.intended, .begun, .refused, .unknown, .withdrawn] {
            #expect(next(.review, "unknown", state) == nil)
        }
    }
}

struct ChangeRuleTests {
    /// Which changes fit which states, and where they lead.
    static let fitting: [(ActionChange.Kind, [ActionState], ActionState)] = [
        (.pause, [.queued, .waiting, .working, .paused], .paused), (.resume, [.paused], .queued),
        (.retry(step: 0), [.failed, .blocked], .queued), (.resend, [.review], .queued),
    ]

    @Test func `each change fits its states and no other`() {
        for (kind, states, end) in ChangeRuleTests.fitting {
            for state in ActionState.allCases {
                let effect = ChangeRule.effect(kind, on: Progress(state: state))
                guard states.contains(state) else {
                    #expect(effect == .impossible, "\(kind) \(state)")
                    continue
                }
                guard case .changes(let next) = effect else {
                    Issue.record("\(kind) \(state)")
                    continue
                }
                #expect(next.state == end && next.until == nil)
                #expect(next.reason == (kind == .pause ? "operator" : nil))
            }
        }
    }

    @Test func `a step that has gone out after all is not forgotten by a pause`() {
        let settled = Progress(state: .queued, reason: Progress.settled)
        #expect(ChangeRule.effect(.pause, on: settled) == .impossible)
    }
}

struct StoredFormTests {
    @Test func `diagnostics are read back as they were written`() throws {
        let given = [
            Diagnostic(at: Place(file: "a", line: 1, column: 2, field: "/x"), "m", mend: "n"),
            Diagnostic(.warning, at: Place(), "\u{0}\"'"),
        ]
        #expect(try StoredForm.diagnostics(StoredForm.text(of: given)) == given)
        #expect(try StoredForm.diagnostics("[]") == [])
    }

    @Test(arguments: ["", "{}", "[{}]", "[{\"severity\":\"fatal\"}]"])
    func `what no store wrote is damage`(text: String) {
        #expect {
            _ = try StoredForm.diagnostics(text)
        } throws: { error in
            guard case StoreError.damaged = error else { return false }
            return true
        }
    }

    @Test func `damage is told without what was in it`() throws {
        let error = try #require(throws: StoreError.self) { try StoredForm.action(#"{"debtor":"jana@example.com"}"#) }
        #expect(!error.description.contains("jana"))
    }

    @Test func `lists of names come back, the empty one too`() {
        #expect(StoredForm.names(StoredForm.list(["a", "b"])) == ["a", "b"])
        #expect(StoredForm.names(StoredForm.list([])) == [])
    }
}

struct ReviewRuleTests {
    /// What was said before, what somebody says now, and the answer.
    static let cases: [(String, String, RevisionReview.Answer)] = [
        ("", "submitted Jana", .recorded), ("", "approved Ali", .impossible(.draft)),
        ("", "revoked Ali", .impossible(.draft)), ("submitted Jana", "submitted Kim", .recorded),
        ("submitted Jana", "approved Ali", .recorded), ("submitted Jana", "approved JANA", .needsAnother),
        ("submitted J. Meier", "approved  j meier", .needsAnother),
        ("submitted Jana, submitted Kim", "approved Kim", .needsAnother),
        ("submitted Jana, submitted Kim", "approved Jana", .needsAnother),
        ("submitted Jana", "revoked Jana", .recorded),
        ("submitted Jana, approved Ali", "approved Kim", .impossible(.approved)),
        ("submitted Jana, approved Ali", "submitted Kim", .impossible(.approved)),
        ("submitted Jana, approved Ali", "revoked Ali", .recorded),
        ("submitted Jana, approved Ali, revoked Kim", "approved Ali", .impossible(.revoked)),
        ("submitted Jana, approved Ali, revoked Kim", "revoked Ali", .impossible(.revoked)),
        ("submitted Jana, revoked Kim, submitted Ali", "approved Jana", .needsAnother),
        ("submitted Jana, revoked Kim, submitted Ali", "approved Kim", .recorded),
        ("", "submitted ", .noName), ("", "submitted -.-", .noName),
        ("", "submitted " + String(repeating: "x", count: 101), .noName),
    ]

    private static func review(_ text: Substring) throws -> RevisionReview {
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let word = try #require(RevisionReview.Word(rawValue: String(words[0])))
        return RevisionReview(word, by: String(words[1]), at: Instant(seconds: 1))
    }

    @Test(arguments: cases)
    func `two people stand behind an approval`(before: String, now: String, answer: RevisionReview.Answer) throws {
        let said = try before.split(separator: ", ").map(Self.review)
        let wish = try Self.review(now[...])
        #expect(ReviewRule.answer(wish.word, by: wish.by, after: said) == answer)
    }
}
