import Digests
public import Dunning
import Transport

/// Letters that Lob prints and posts.
///
/// Each request bears the attempt's id as its idempotency key and as metadata, so a hand-over of unknown fate is looked
/// up, and made again without a double. One account may serve one database only: attempts of another would bear the
/// same names.
public struct LobProvider: Provider {
    /// How an account is used.
    public struct Options: Sendable {
        /// The API without `/v1`.
        public var service: HTTPService
        /// The secret API key.
        public var key: String
        /// Who letters come from: ids of addresses (`adr_…`) in the account.
        public var from: PerCreditor<String>
        /// Whether letters are printed in colour.
        public var isColor: Bool
        /// Whether both sides are printed.
        public var isDoubleSided: Bool
        /// Where Lob prints the address: `insert_blank_page`, `top_first_page`.
        public var addressPlacement: String
        /// `usps_first_class` or `usps_standard`.
        public var mailType: String
        /// `operational` or `marketing`.
        public var useType: String
        /// Where Lob reports; nil = nowhere.
        public var callbacks: CallbackAddress?
        /// The secret of the webhook, which proves reports; nil = none are believed.
        public var webhookSecret: String?

        /// How an account is used.
        public init(
            service: HTTPService,
            key: String,
            from: PerCreditor<String>,
            isColor: Bool = false,
            isDoubleSided: Bool = true,
            addressPlacement: String = "insert_blank_page",
            mailType: String = "usps_first_class",
            useType: String = "operational",
            callbacks: CallbackAddress? = nil,
            webhookSecret: String? = nil
        ) {
            self.service = service
            self.key = key
            self.from = from
            self.isColor = isColor
            self.isDoubleSided = isDoubleSided
            self.addressPlacement = addressPlacement
            self.mailType = mailType
            self.useType = useType
            self.callbacks = callbacks
            self.webhookSecret = webhookSecret
        }
    }

    /// Its name in the configuration.
    public let id: ProviderID
    /// Letters.
    public var channel: Channel { .letter }
    /// Whether the API is on this machine.
    public var isLocal: Bool { options.service.isLocal }

    let options: Options
    private let courier: HTTPCourier

    /// Under this name the attempt's id stands in the metadata of its letter.
    static let metadataName = "dunlin_attempt"
    /// Lob forgets keys after 24 hours; some hours less, for clocks that differ.
    private static let keySpan = Duration.seconds(20 * 3600)
    /// Lob lists a letter as soon as it was taken; after that long it would be there.
    private static let listingDelay = Duration.seconds(300)

    /// An account; connections are opened when the first letters come.
    public init(id: ProviderID, options: Options, clock: any Clock<Duration> = ContinuousClock()) {
        self.id = id
        self.options = options
        courier = HTTPCourier(options.service, clock: clock)
    }

    /// The PDF as it was composed.
    /// - Throws: a permanent refusal for what is no PDF or has an address that Lob does not take.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .letter(let letter) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` takes letters only")
        }
        guard letter.pdf.starts(with: Array("%PDF-".utf8)), letter.pages > 0 else {
            throw Refusal(.permanent, code: "bad-letter", text: "the letter is no PDF with a page")
        }
        _ = try LobAddress(letter)
        return SealedMessage(
            mediaType: "application/pdf",
            bytes: letter.pdf,
            notes: ["pages": .integer(Int64(letter.pages))]
        )
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { courier.takeTurn() }

    /// Hands one letter over.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .letter(let letter) = delivery.message else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` takes letters only"))
        }
        let address: LobAddress
        do throws(Refusal) { address = try LobAddress(letter) } catch { return .refused(error) }
        return await courier.handOver(
            isUrgent: delivery.isUrgent,
            { () throws(HTTPRequest.Fault) in try request(sealed, to: address, for: delivery) },
            reading: LobAnswer.handover
        )
    }

    /// Looks for the letter by the attempt's id; while the key is known, the same request once more is safe.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        let attempt = unknown.delivery.attempt.id
        let query = FormFields(["limit": "2", "metadata[\(Self.metadataName)]": attempt.rawValue])
        let age = unknown.now - unknown.begunAt
        guard age >= .zero, let request = try? request(.get, "/v1/letters?\(query.encoded)") else {
            return .cannotTell("our clock was set back since the hand-over began")
        }
        let answer: HTTPResponse
        switch await courier.ask(request) {
        case .failure(let unanswered): return .cannotTell(unanswered.reason)
        case .success(let response): answer = response
        }
        guard let letters = (try? JSON(parsing: answer.body))?["data"]?.array else {
            return .cannotTell("the list cannot be read")
        }
        let ours = letters.filter { $0["metadata"]?[Self.metadataName]?.string == attempt.rawValue }
        guard ours.count == letters.count else { return .cannotTell("Lob lists letters of other names") }
        guard ours.count < 2 else { return .cannotTell("Lob has two letters under the attempt's name") }
        if let letter = ours.first { return .handedOver(reference: LobAnswer.reference(letter)) }
        let isAbsent = age >= options.service.timeout + Self.listingDelay
        if age < Self.keySpan { return .handOverAgain(isAbsent: isAbsent) }
        return isAbsent ? .notTaken : .cannotTell("Lob has no trace of it yet")
    }

    /// Waits for requests under way.
    public func shutdown(grace: Duration) async { await courier.shutdown(grace: grace) }

    private func request(
        _ sealed: SealedMessage,
        to address: LobAddress,
        for delivery: Delivery
    ) throws(HTTPRequest.Fault) -> HTTPRequest {
        let attempt = delivery.attempt.id.rawValue
        var form = MultipartForm(boundary: "dunlin-" + SHA256.digest(of: sealed.bytes).hex)
        form.add("description", attempt)
        for field in address.fields.fields { form.add("to[\(field.name)]", field.value) }
        form.add("from", options.from[delivery.creditor.id])
        form.add("color", options.isColor ? "true" : "false")
        form.add("double_sided", options.isDoubleSided ? "true" : "false")
        form.add("address_placement", options.addressPlacement)
        form.add("mail_type", options.mailType)
        form.add("use_type", options.useType)
        form.add("metadata[\(Self.metadataName)]", attempt)
        form.add("file", file: "letter.pdf", "application/pdf", sealed.bytes)
        return try request(
            .post,
            "/v1/letters",
            headers: [
                try HTTPHeader("Content-Type", form.mediaType), try HTTPHeader("Idempotency-Key", attempt),
            ],
            body: form.bytes
        )
    }

    private func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: [HTTPHeader] = [],
        body: [UInt8]? = nil
    ) throws(HTTPRequest.Fault) -> HTTPRequest {
        try HTTPRequest(
            method,
            url: options.service.url + path,
            headers: headers,
            body: body,
            credentials: Credentials(username: options.key, password: "")
        )
    }
}
