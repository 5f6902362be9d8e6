import Channels
import Digests
import Dunning
import Inbound
import Mailroom
import Settings
import Storage

/// Reads mails that come back and puts on record what they mean.
struct MailDesk: Sendable {
    let reader: MailReader
    private let recorder: InboundRecorder
    private let clock: any WallClock

    init(_ settings: Settings, _ desk: Desk) {
        reader = MailReader(domains: settings.senderDomains)
        recorder = InboundRecorder(store: desk.store)
        clock = desk.clock
    }

    /// Returns once it is on record; the same mail again changes nothing.
    func take(_ bytes: [UInt8]) async throws(StoreError) -> MailReading {
        let reading = reader.read(bytes)
        let origin = Origin(mail: SHA256.digest(of: bytes).bytes, at: clock.now)
        if reading.isForPeople { try await recorder.keep(bytes, because: reading.because, from: origin) }
        _ = try await recorder.record(reading.events, from: origin)
        return reading
    }
}

extension Settings {
    /// The domains that mails are sent from: what comes back names messages of these.
    var senderDomains: Set<String> {
        let senders = providers.compactMap { provider -> SenderSettings? in
            if case .smtp(let smtp) = provider.kind { smtp.from } else { nil }
        }
        let addresses = senders.flatMap { [$0.common] + $0.own.values }
        return Set(addresses.compactMap { EmailAddress($0)?.domain })
    }
}
