import Channels
import Digests
import Dunning
import Inbound
import Storage

/// A callback whose head was found right.
struct Call: Sendable {
    let head: VisitHead
    let reader: any CallbackReader
    let topic: String
    let query: [FormDecoding.Pair]
}

/// Answers requests: who may come in, what a provider says, and that it is on record.
struct CallbackDesk: Sendable {
    /// What the head of a request says.
    enum Entry: Sendable {
        case refused(Answer)
        case health
        case callback(Call)
    }

    private static let form = "application/x-www-form-urlencoded"
    private static let mediaTypes: Set<String> = [form, "application/json"]

    let shelf: ReaderShelf
    let store: any Store
    let recorder: InboundRecorder
    let clock: any WallClock
    let log: CallbackLog

    /// Judges a request by its head.
    func entry(for head: VisitHead) -> Entry {
        switch Route(head.target) {
        case nil: return .refused(.notFound)
        case .health: return head.method == "GET" ? .health : .refused(.notAllowed("GET"))
        case .callback(let provider, let topic, let query):
            guard shelf.isOpen else { return .refused(.later(seconds: 5)) }
            guard let reader = shelf[provider] else { return .refused(.notFound) }
            guard head.method == "GET" || head.method == "POST" else { return .refused(.notAllowed("GET, POST")) }
            guard head.method == "GET" || CallbackDesk.mediaTypes.contains(head.mediaType ?? "") else {
                return .refused(.text("the body must be a form or JSON", 415))
            }
            guard let query = FormDecoding.pairs(query.utf8) else {
                return .refused(senseless("the query is not well encoded", reader.id, topic))
            }
            return .callback(Call(head: head, reader: reader, topic: topic, query: query))
        }
    }

    /// Tells whether the store answers; nothing else, since anybody may ask.
    func health() async -> Answer {
        do throws(StoreError) {
            _ = try await store.nextWake(after: clock.now)
            return Answer(status: 200, mediaType: "application/json", body: Array(#"{"status":"ok"}"#.utf8))
        } catch {
            log.unhealthy(error)
            return Answer(status: 503, mediaType: "application/json", body: Array(#"{"status":"unavailable"}"#.utf8))
        }
    }

    /// Lets the provider's reader judge, records what happened, and only then gives its answer.
    func take(_ call: Call, body: [UInt8], below publicURL: String) async -> Answer {
        let provider = call.reader.id
        let isForm = call.head.method == "POST" && call.head.mediaType == CallbackDesk.form
        guard call.head.method == "POST" || body.isEmpty else {
            return senseless("a GET with a body", provider, call.topic)
        }
        guard let form = isForm ? FormDecoding.pairs(body) : [] else {
            return senseless("the form is not well encoded", provider, call.topic)
        }
        let request = InboundRequest(
            method: call.head.method,
            url: publicURL + call.head.target,
            topic: call.topic,
            query: call.query,
            form: form,
            headers: call.head.headers,
            body: body
        )
        do throws(InboundRefusal) {
            let answer = try call.reader.read(request)
            return await record(answer, of: request, from: provider)
        } catch {
            switch error {
            case .unproved:
                log.refused(provider, call.topic, status: 403, "not proved to come from the provider")
                return .text("not proved", 403)
            case .senseless(let reason): return senseless(reason, provider, call.topic)
            }
        }
    }

    private func record(_ answer: InboundAnswer, of request: InboundRequest, from provider: ProviderID) async -> Answer
    {
        guard !answer.events.contains(where: \.isNameless) else {
            return senseless("a receipt names neither attempt nor reference", provider, request.topic)
        }
        let origin = Origin(provider: provider, fingerprint: CallbackDesk.fingerprint(of: request), at: clock.now)
        do throws(StoreError) {
            let aside = try await recorder.record(answer.events, from: origin)
            if aside > 0 { log.keptAside(provider, aside) }
            return Answer(status: 200, mediaType: answer.mediaType, body: answer.body)
        } catch {
            log.notRecorded(provider, request.topic, error)
            return .later(seconds: 30)
        }
    }

    private func senseless(_ reason: String, _ provider: ProviderID, _ topic: String) -> Answer {
        log.refused(provider, topic, status: 400, reason)
        return .text("not understood", 400)
    }

    private static func fingerprint(of request: InboundRequest) -> [UInt8] {
        var hash = SHA256()
        hash.update(Array("\(request.method) \(request.url)\n".utf8))
        hash.update(request.body)
        return hash.digest().bytes
    }
}

extension InboundEvent {
    fileprivate var isNameless: Bool {
        if case .receipt(nil, nil, _, _, _, _) = self { true } else { false }
    }
}
