import Dunning
import Testing
import Transport

@testable import Channels

struct RetryAfterTests {
    @Test(
        arguments: [
            (["Retry-After: 30"], 30), (["Retry-After: 999999"], 86_400), (["Retry-After: soon"], nil), ([], nil),
            (["Retry-After: Sun, 06 Nov 1994 08:50:00 GMT", "Date: Sun, 06 Nov 1994 08:49:37 GMT"], 23),
            (["Retry-After: Sun, 06 Nov 1994 08:49:00 GMT", "Date: Sun, 06 Nov 1994 08:49:37 GMT"], 0),
            (["Retry-After: Sun, 06 Nov 1994 08:50:00 GMT"], nil),
            (["Retry-After: Sun, 31 Feb 1994 08:50:00 GMT", "Date: Sun, 06 Nov 1994 08:49:37 GMT"], nil),
        ] as [([String], Int?)]
    )
    func `a delay is read in seconds or as a moment on the provider's own clock`(headers: [String], seconds: Int?)
        async throws
    {
        let head = headers.map { $0 + "\r\n" }.joined()
        let server = try LocalServer(answering: LocalServer.answer(429, "", head))
        let courier = HTTPCourier(HTTPService(url: server.url, isLocal: true), clock: ContinuousClock())
        let handover = await courier.handOver(
            isUrgent: false,
            { () throws(HTTPRequest.Fault) in try HTTPRequest(.get, url: server.url) },
            reading: { .refused(Refusal(.throttled, code: "429", text: "", retryAfter: $0.retryAfter)) }
        )
        guard case .refused(let refusal) = handover else {
            Issue.record("a refusal became something else")
            return
        }
        #expect(refusal.retryAfter == seconds.map { .seconds($0) })
        await courier.shutdown(grace: .seconds(5))
    }
}
