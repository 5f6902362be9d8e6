package import Channels
package import Dunning
package import Storage

/// Finds out whose contact point this is; nobody's is an empty list.
package typealias FindDebtors = @Sendable (Channel, String) async throws(StoreError) -> [DebtorID]

/// Turns what comes in into the store's verbs; done twice, it changes nothing the second time.
package struct InboundRecorder: Sendable {
    private static let page = 1000
    /// Enough to see what it is about.
    private static let keptBytes = 64 * 1024

    private let store: any Store
    private let findDebtors: FindDebtors
    private let repeats = RepeatMemory()

    /// Records in a store; asks it whose contact points are, where nobody else is named to ask.
    package init(store: any Store, findDebtors: FindDebtors? = nil) {
        self.store = store
        if let findDebtors {
            self.findDebtors = findDebtors
        } else {
            self.findDebtors = { (_, value) async throws(StoreError) in try await store.debtors(contactedAt: value) }
        }
    }

    /// Records events in their order; answers how many were kept aside for a person.
    package func record(_ events: [InboundEvent], from origin: Origin) async throws(StoreError) -> Int {
        var aside = 0
        for (number, event) in events.enumerated() {
            let key = RepeatMemory.Key(request: origin.fingerprint, event: number)
            switch event {
            case .receipt(let attempt, let reference, let state, let outcome, let code, let says):
                guard let subject = Receipt.Subject(attempt, reference, of: origin.provider) else { continue }
                let receipt = Receipt(subject: subject, state: state, outcome: outcome, code: code, says: says)
                guard try await store.receive([receipt], at: origin.at).contains(nil),
                    !repeats.knows(key, at: origin.at)
                else { continue }
                try await store.keepAside([.unmatched(subject, state, code, origin)], at: origin.at)
                repeats.note(key, at: origin.at)
                aside += 1
            case .optOut(let channel, let value, let via):
                // Compared with what holds, never with what came before: of two equal texts the second may be meant anew.
                let kind = Fact.Kind.optOut(channel: Fact.Channels(channel), value: value, via: via, about: nil)
                aside += try await record(Word(channel, value, kind, key), unless: .out, from: origin)
            case .optIn(let channel, let value, let via):
                // A late repetition must not undo an opt-out that came after it.
                guard !repeats.knows(key, at: origin.at) else { continue }
                let kind = Fact.Kind.optIn(channel: Fact.Channels(channel), value: value, via: via)
                aside += try await record(Word(channel, value, kind, key), unless: .open, from: origin)
                repeats.note(key, at: origin.at)
            case .message(let channel, let from, let text):
                guard !repeats.knows(key, at: origin.at) else { continue }
                try await record(message: text, from: from, on: channel, origin)
                aside += 1
                repeats.note(key, at: origin.at)
            }
        }
        return aside
    }

    /// Keeps what came but could not be understood, for a person; very long bytes are cut.
    package func keep(_ bytes: [UInt8], because reason: String, from origin: Origin) async throws(StoreError) {
        let line = RefusedLine.unread(Array(bytes.prefix(InboundRecorder.keptBytes)), because: reason, origin)
        try await store.keepAside([line], at: origin.at)
    }

    /// What a debtor says about one channel to one contact point.
    private struct Word {
        let channel: Channel
        let value: String
        let kind: Fact.Kind
        let key: RepeatMemory.Key

        init(_ channel: Channel, _ value: String, _ kind: Fact.Kind, _ key: RepeatMemory.Key) {
            self.channel = channel
            self.value = value
            self.kind = kind
            self.key = key
        }
    }

    /// Records a word about everybody whose contact point it is; where that is nobody, a person must find out.
    private func record(
        _ word: Word,
        unless standing: Standing,
        from origin: Origin
    ) async throws(StoreError) -> Int {
        let debtors = try await findDebtors(word.channel, word.value)
        guard !debtors.isEmpty else { return try await record(ofStranger: word, from: origin) }
        var facts: [RecordedFact] = []
        for debtor in debtors {
            let known = try await allFacts(about: debtor)
            if Standing(known, channel: word.channel, value: word.value, at: origin.at) == standing { continue }
            facts.append(fact(word.kind, about: debtor, origin))
        }
        if !facts.isEmpty { _ = try await store.add(facts, at: origin.at) }
        return 0
    }

    /// Records a word from a contact point that no debtor is known to have, and keeps it for a person to find out whose.
    ///
    /// An opt-out binds whoever comes with that contact point later. An opt-in opens nothing: who could have shut it is
    /// not known.
    private func record(ofStranger word: Word, from origin: Origin) async throws(StoreError) -> Int {
        if case .optOut = word.kind {
            let known = try await allFacts(about: origin.stranger)
            if Standing(known, channel: word.channel, value: word.value, at: origin.at) != .out {
                _ = try await store.add([fact(word.kind, about: origin.stranger, origin)], at: origin.at)
            }
        }
        guard !repeats.knows(word.key, at: origin.at) else { return 0 }
        try await store.keepAside([.stranger(word.kind, origin)], at: origin.at)
        repeats.note(word.key, at: origin.at)
        return 1
    }

    /// Keeps a text for a person, and that the debtor made contact; the text first, since it must not be lost.
    private func record(
        message text: String,
        from value: String,
        on channel: Channel,
        _ origin: Origin
    ) async throws(StoreError) {
        let debtors = try await findDebtors(channel, value)
        try await store.keepAside([.message(text, from: value, on: channel, of: debtors, origin)], at: origin.at)
        var facts: [RecordedFact] = []
        for debtor in debtors {
            let debts = try await debts(of: debtor)
            // A contact is always about a debt; a debtor without any has nothing to count.
            if debts.isEmpty { continue }
            let contact = PastContact(
                at: origin.at,
                channel: channel,
                direction: .in,
                outcome: nil,
                to: value,
                debts: debts,
                purpose: nil
            )
            facts.append(fact(.contact(contact), about: debtor, origin))
        }
        if !facts.isEmpty { _ = try await store.add(facts, at: origin.at) }
    }

    private func fact(_ kind: Fact.Kind, about debtor: DebtorID, _ origin: Origin) -> RecordedFact {
        RecordedFact(
            debtor: debtor,
            debt: nil,
            fact: Fact(at: origin.at, kind),
            source: origin.source,
            recordedAt: origin.at
        )
    }

    private func allFacts(about debtor: DebtorID) async throws(StoreError) -> [RecordedFact] {
        var facts: [RecordedFact] = []
        while true {
            let page = try await store.facts(
                about: debtor,
                after: facts.last?.number ?? 0,
                limit: InboundRecorder.page
            )
            facts += page
            if page.count < InboundRecorder.page { return facts }
        }
    }

    private func debts(of debtor: DebtorID) async throws(StoreError) -> [DebtID] {
        let actions = try await store.actions(ActionFilter(debtor: debtor, limit: InboundRecorder.page))
        return Set(actions.map(\.action.debt.id)).sorted()
    }
}

extension Receipt.Subject {
    /// Our own name of the attempt where it is known, else the provider's.
    fileprivate init?(_ attempt: AttemptID?, _ reference: String?, of provider: ProviderID?) {
        if let attempt {
            self = .attempt(attempt)
        } else if let reference, let provider {
            self = .reference(provider, reference)
        } else {
            return nil
        }
    }
}
