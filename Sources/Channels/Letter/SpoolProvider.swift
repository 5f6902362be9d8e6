import Digests
import Dispatch
public import Dunning

/// Letters as PDF files in a hot folder, each told of by one line of `manifest.jsonl`.
///
/// The file's name is made from the attempt and the manifest is looked at first, so the same attempt handed over again
/// changes nothing: that settles a hand-over whose fate was unknown.
public final class SpoolProvider: Provider {
    /// How a folder is used.
    public struct Options: Sendable {
        /// The folder; made where it is missing.
        public var directory: String
        /// The envelope of countries without their own, as the print house knows it: `din5008-b`.
        public var envelope: String
        /// Envelopes of countries (ISO 3166-1).
        public var envelopes: [String: String]
        /// Letters at most; nil = no limit.
        public var rate: RateLimit?

        /// How a folder is used.
        public init(
            directory: String,
            envelope: String,
            envelopes: [String: String] = [:],
            rate: RateLimit? = nil
        ) {
            self.directory = directory
            self.envelope = envelope
            self.envelopes = envelopes
            self.rate = rate
        }
    }

    /// Its name in the configuration.
    public let id: ProviderID
    /// Letters.
    public var channel: Channel { .letter }
    /// A folder is on this machine.
    public var isLocal: Bool { true }

    private let options: Options
    private let limiter: RateLimiter
    private let folder: SpoolFolder
    /// Files are written one after the other, away from the threads that everything else runs on.
    private let queue: DispatchQueue

    /// A hot folder; nothing is made before the first letter.
    public convenience init(id: ProviderID, options: Options, clock: any Clock<Duration> = ContinuousClock()) {
        self.init(id: id, options: options, clock: clock, disk: SpoolDisk())
    }

    init(id: ProviderID, options: Options, clock: any Clock<Duration>, disk: SpoolDisk) {
        self.id = id
        self.options = options
        limiter = RateLimiter(options.rate, clock: clock)
        folder = SpoolFolder(directory: options.directory, disk: disk)
        queue = DispatchQueue(label: "dunlin.spool.\(id)")
    }

    /// The PDF as it was composed.
    /// - Throws: a permanent refusal for what is no PDF or has no address.
    public func seal(_ delivery: Delivery) throws(Refusal) -> SealedMessage {
        guard case .letter(let letter) = delivery.message else {
            throw Refusal(.permanent, code: "wrong-channel", text: "`\(id)` takes letters only")
        }
        guard letter.pdf.starts(with: Array("%PDF-".utf8)), letter.pages > 0 else {
            throw Refusal(.permanent, code: "bad-letter", text: "the letter is no PDF with a page")
        }
        guard letter.recipient.contains(where: { $0.contains { !$0.isWhitespace } }) else {
            throw Refusal(.permanent, code: "no-address", text: "the letter has no address")
        }
        return SealedMessage(
            mediaType: "application/pdf",
            bytes: letter.pdf,
            notes: ["pages": .integer(Int64(letter.pages)), "envelope": .string(envelope(for: letter.country))]
        )
    }

    /// Takes a turn where the rate allows a hand-over now.
    public func takeTurn() -> Turn { limiter.takeTurn() }

    /// Puts one letter into the folder.
    public func deliver(_ sealed: SealedMessage, for delivery: Delivery) async -> Handover {
        guard case .letter(let letter) = delivery.message else {
            return .refused(Refusal(.permanent, code: "wrong-channel", text: "`\(id)` takes letters only"))
        }
        guard !Task.isCancelled else {
            return .refused(Refusal(.temporary, code: "not-sent:cancelled", text: "cancelled before it was written"))
        }
        let item = item(for: letter, sealed, delivery)
        return await withCheckedContinuation { continuation in
            queue.async { [folder] in continuation.resume(returning: folder.put(item)) }
        }
    }

    /// Looks for the letter in the manifest and in the folder.
    public func settle(_ unknown: UnknownDelivery) async -> Settlement {
        guard case .letter(let letter) = unknown.delivery.message else { return .cannotTell("it is no letter") }
        let item = item(for: letter, unknown.sealed, unknown.delivery)
        return await withCheckedContinuation { continuation in
            queue.async { [folder] in continuation.resume(returning: folder.settle(item)) }
        }
    }

    /// Waits for the letter that is being written.
    public func shutdown(grace: Duration) async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// A name that cannot leave the folder, be hidden, or be another attempt's.
    static func fileName(of attempt: AttemptID) -> String {
        // An identifier holds letters, digits and `._-:` and begins with a letter or digit; some file systems know no
        // colon, and a plus never comes from an identifier.
        attempt.rawValue.replacing(":", with: "+") + ".pdf"
    }

    private func envelope(for country: String) -> String { options.envelopes[country] ?? options.envelope }

    private func item(
        for letter: LetterMessage,
        _ sealed: SealedMessage,
        _ delivery: Delivery
    ) -> SpoolFolder.Item {
        SpoolFolder.Item(
            name: SpoolProvider.fileName(of: delivery.attempt.id),
            attempt: delivery.attempt.id,
            pdf: sealed.bytes,
            line: line(for: letter, sealed, delivery)
        )
    }

    private func line(for letter: LetterMessage, _ sealed: SealedMessage, _ delivery: Delivery) -> [UInt8] {
        let line: JSON = [
            "attempt": .string(delivery.attempt.id.rawValue),
            "action": .string(delivery.attempt.action.rawValue),
            "creditor": .string(delivery.creditor.id.rawValue),
            "file": .string(SpoolProvider.fileName(of: delivery.attempt.id)),
            "sha256": .string(SHA256.digest(of: sealed.bytes).hex),
            "bytes": .integer(Int64(sealed.bytes.count)),
            "pages": .integer(Int64(letter.pages)),
            "address": .array(letter.recipient.map { .string($0) }),
            "country": .string(letter.country),
            "envelope": .string(envelope(for: letter.country)),
            "at": .string(delivery.date.description),
        ]
        return line.canonicalBytes + [0x0A]
    }
}
