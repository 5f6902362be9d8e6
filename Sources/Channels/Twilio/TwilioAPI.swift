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
    func post(_ form: FormFields, to resource: String, isUrgent: Bool) async -> Handover {
        await courier.handOver(
            isUrgent: isUrgent,
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

    /// Looks for a message or call of unknown fate.
    func settle(
        _ unknown: UnknownDelivery,
        in resource: String,
        _ query: FormFields,
        text: String?
    ) async -> Settlement {
        switch await list(resource, query) {
        case .failure(let unanswered): return .cannotTell(unanswered.reason)
        case .success(let listing):
            let search = TwilioSearch(
                sender: options.from[unknown.delivery.creditor.id],
                text: text,
                begunAt: unknown.begunAt,
                patience: options.service.timeout,
                now: unknown.now,
                isLocal: options.service.isLocal
            )
            return search.settlement(in: listing)
        }
    }

    /// All that `Messages` or `Calls` lists by a query, with the moment of the answer by Twilio's clock.
    func list(_ resource: String, _ query: FormFields) async -> Result<TwilioListing, HTTPCourier.Unanswered> {
        let root = "/2010-04-01/Accounts/\(PercentCoding.encode(options.account))/"
        var next: String? = "\(root)\(resource).json?\(query.encoded)"
        var listing = TwilioListing()
        for _ in 0..<TwilioListing.mostPages {
            guard let path = next else { return .success(listing) }
            guard path.hasPrefix(root), let request = try? get(path) else {
                return .failure(HTTPCourier.Unanswered("the list goes on elsewhere"))
            }
            switch await courier.ask(request) {
            case .failure(let reason): return .failure(reason)
            case .success(let response):
                guard let page = TwilioListing.page(response, of: resource) else {
                    return .failure(HTTPCourier.Unanswered("the list cannot be read"))
                }
                listing.items += page.items
                listing.at = listing.at ?? page.at
                next = page.next
            }
        }
        return next == nil ? .success(listing) : .failure(HTTPCourier.Unanswered("the list is too long"))
    }

    private func get(_ path: String) throws(HTTPRequest.Fault) -> HTTPRequest {
        try HTTPRequest(
            .get,
            url: options.service.url + path,
            credentials: Credentials(username: options.account, password: options.token)
        )
    }

    func takeTurn() -> Turn { courier.takeTurn() }

    func shutdown(grace: Duration) async { await courier.shutdown(grace: grace) }
}
