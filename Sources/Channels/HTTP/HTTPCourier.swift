import Dunning
import Transport

/// Brings requests to one HTTP API: one connection pool, one rate.
struct HTTPCourier: Sendable {
    private let service: HTTPService
    private let client: HTTPClient
    private let limiter: RateLimiter

    init(_ service: HTTPService, clock: any Clock<Duration>) {
        var settings = HTTPClient.Settings()
        settings.caFile = service.caFile
        settings.connectionsPerHost = max(1, service.connections)
        self.service = service
        client = HTTPClient(settings: settings)
        limiter = RateLimiter(service.rate, clock: clock)
    }

    /// Sends one request in its turn and reads its answer.
    ///
    /// A request that cannot be made is a mistake in the configuration: nothing went out, and a person must look.
    func handOver(
        isUrgent: Bool,
        _ make: () throws(HTTPRequest.Fault) -> HTTPRequest,
        reading answer: (HTTPResponse) -> Handover
    ) async -> Handover {
        var request: HTTPRequest
        do throws(HTTPRequest.Fault) {
            request = try make()
        } catch {
            return .refused(Refusal(.temporary, code: "bad-request", text: "\(error)"))
        }
        request.connectTimeout = service.connectTimeout
        request.timeout = service.timeout
        switch await client.send(request, isUrgent: isUrgent) {
        case .response(let response): return answer(response)
        case .notSent(let fault):
            return .refused(Refusal(.temporary, code: "not-sent:\(fault.kind.rawValue)", text: fault.detail))
        case .unknown(let fault): return .unknown("\(fault.kind.rawValue): \(fault.detail)")
        }
    }

    /// Asks something, which may be asked any number of times; the answer, or why there is none.
    func ask(_ request: HTTPRequest) async -> Result<HTTPResponse, Unanswered> {
        var request = request
        request.connectTimeout = service.connectTimeout
        request.timeout = service.timeout
        request.responseLimit = 8 * 1_048_576
        switch await client.send(request) {
        case .response(let response):
            return response.status == 200 ? .success(response) : .failure(Unanswered("http \(response.status)"))
        case .notSent(let fault), .unknown(let fault): return .failure(Unanswered(fault.kind.rawValue))
        }
    }

    /// Why a question got no answer.
    struct Unanswered: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    func takeTurn() -> Turn { limiter.takeTurn() }

    func shutdown(grace: Duration) async { await client.shutdown(grace: grace) }
}

extension HTTPResponse {
    /// The provider's own delay (RFC 9110 10.2.3), in seconds or as a moment on its own clock; at most a day.
    ///
    /// A moment is held against the answer's own `Date`, so that two clocks that differ make no pause longer.
    var retryAfter: Duration? {
        guard let text = header("Retry-After") else { return nil }
        let longest = Duration.seconds(86_400)
        if let seconds = UInt32(text) { return min(.seconds(Int(seconds)), longest) }
        guard let end = HTTPDate.instant(text), let now = header("Date").flatMap(HTTPDate.instant) else { return nil }
        return min(max(end - now, .zero), longest)
    }

    /// The body as text, at most that many bytes of it, on one line.
    func line(upTo limit: Int = 300) -> String {
        HeaderText.oneLine(String(decoding: body.prefix(limit), as: UTF8.self))
    }
}
