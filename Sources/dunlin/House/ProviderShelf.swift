import Channels
import Dispatcher
import Dunning
import Letters
import Settings
import Transport

/// Makes the providers that the configuration names.
enum ProviderShelf {
    /// All providers of each channel, in the order of the configuration.
    static func open(_ settings: Settings) throws -> [Channel: [any Provider]] {
        var shelf: [Channel: [any Provider]] = [:]
        for provider in settings.providers {
            if case .smtp(let smtp) = provider.kind {
                shelf[provider.channel, default: []].append(try open(provider, smtp))
            }
        }
        return shelf
    }

    /// The envelopes that each letter provider folds letters into.
    static func envelopes(_ settings: Settings) -> [ProviderID: Envelopes] {
        var envelopes: [ProviderID: Envelopes] = [:]
        for provider in settings.providers {
            guard case .spool(let spool) = provider.kind else { continue }
            envelopes[provider.id] = Envelopes(
                common: spool.envelope.envelope,
                byCountry: spool.envelopes.mapValues(\.envelope)
            )
        }
        return envelopes
    }

    private static func open(_ provider: ProviderSettings, _ smtp: SMTPSettings) throws -> any Provider {
        let account: SMTPAccount
        do throws(SMTPAccount.Fault) {
            account = try SMTPAccount(
                url: smtp.url,
                credentials: smtp.username.flatMap { name in
                    smtp.password.flatMap { Credentials(username: name, password: $0.revealed()) }
                },
                caFile: smtp.caFile,
                clientName: smtp.clientName,
                allowsPlainTextCredentials: smtp.allowsPlainText
            )
        } catch {
            throw Stop("\(provider.id): \(error)", code: .configuration)
        }
        guard let from = EmailAddress(smtp.from.common) else {
            throw Stop("\(provider.id): `from` is no mailbox", code: .configuration)
        }
        return SMTPProvider(
            id: provider.id,
            account: account,
            options: SMTPProvider.Options(
                from: from,
                connections: provider.connections,
                isLocal: provider.isLocal,
                rate: provider.rate.map { RateLimit(count: $0.count, per: $0.per) }
            )
        )
    }
}

extension EnvelopeSettings {
    fileprivate var envelope: Envelope { Envelope(rawValue: rawValue) ?? .din5008B }
}
