package import Dunning

/// Where something that came in comes from.
package struct Origin: Sendable {
    /// The way out whose provider called back; nil for what came by mail.
    let provider: ProviderID?
    /// A digest of what came, so that the same thing that comes again is known again.
    let fingerprint: [UInt8]
    /// When it came in.
    let at: Instant

    /// A provider's callback.
    package init(provider: ProviderID, fingerprint: [UInt8], at: Instant) {
        self.provider = provider
        self.fingerprint = fingerprint
        self.at = at
    }

    /// A mail that came back.
    package init(mail fingerprint: [UInt8], at: Instant) {
        provider = nil
        self.fingerprint = fingerprint
        self.at = at
    }

    /// The name under which a fact is kept about somebody whom no action has named yet.
    ///
    /// One for each thing that came, and made of nothing that could be guessed back to an address or a number.
    var stranger: DebtorID {
        let digits = fingerprint.prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return DebtorID(trusted: "unknown:" + digits.joined())
    }

    /// As facts name it.
    var source: String { provider.map { "provider:\($0)" } ?? "mail" }

    /// As what is kept aside names it.
    var file: String { provider.map { "callback:\($0)" } ?? "mail" }
}
