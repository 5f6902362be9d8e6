import Dunning
import Transport

/// Requests to one account.
struct TwilioAPI: Sendable {
    let options: TwilioOptions
    private let courier: HTTPCourier

    init(_ options: TwilioOptions, clock: any Clock<Duration>) {
        self.options = options
        courier = HTTPCourier(options.service, clock: clock)
    }

    /// Posts a form to `Messages` or `Calls`; Twilio knows no idempotency key, so this is never repeated by itself.
    func post(_ form: FormFields, to resource: String) async -> Handover {
        await courier.handOver(
            { () throws(HTTPRequest.Fault) in
                let account = PercentCoding.encode(options.account)
                return try HTTPRequest(
                    .post,
                    url: "\(options.service.url)/2010-04-01/Accounts/\(account)/\(resource).json",
                    headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array(form.encoded.utf8),
                    credentials: Credentials(username: options.account, password: options.token)
                )
            },
            reading: TwilioAnswer.handover
        )
    }

    func takeTurn() -> Turn { courier.takeTurn() }

    func shutdown(grace: Duration) async { await courier.shutdown(grace: grace) }
}
