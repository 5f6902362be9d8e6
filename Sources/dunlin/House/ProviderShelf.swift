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
            let bench = ProviderBench(provider: provider, publicURL: settings.server?.publicURL)
            shelf[provider.channel, default: []].append(try bench.make())
        }
        return shelf
    }

    /// Senders of texts for whom a `STOP` in answer would reach nobody: names, and gateways that tell us of no answer.
    static func unanswerable(_ settings: Settings) -> Set<Sender> {
        var senders: Set<Sender> = []
        for provider in settings.providers(for: .sms) {
            guard let from = provider.sender else { continue }
            let isHeard = provider.kind.hearsAnswers(settings.server)
            for creditor in settings.creditors.keys where !isHeard || !from.sender(for: creditor).hasPrefix("+") {
                senders.insert(Sender(provider: provider.id, creditor: creditor))
            }
        }
        return senders
    }

    /// The envelopes that each letter provider folds letters into.
    static func envelopes(_ settings: Settings) -> [ProviderID: Envelopes] {
        var envelopes: [ProviderID: Envelopes] = [:]
        for provider in settings.providers {
            // Lob prints on US Letter, and its envelopes are made for that.
            if case .lob = provider.kind { envelopes[provider.id] = Envelopes(common: .us10, byCountry: [:]) }
            guard case .spool(let spool) = provider.kind else { continue }
            envelopes[provider.id] = Envelopes(
                common: spool.envelope.envelope,
                byCountry: spool.envelopes.mapValues(\.envelope)
            )
        }
        return envelopes
    }
}

/// Makes one provider from its settings.
private struct ProviderBench {
    let provider: ProviderSettings
    /// The address that providers call back; nil = they are given none.
    let publicURL: String?

    func make() throws -> any Provider {
        switch provider.kind {
        case .smtp(let smtp): try make(smtp)
        case .kannel(let kannel): make(kannel)
        case .twilio(let twilio) where provider.channel == .voice:
            TwilioVoiceProvider(
                id: provider.id,
                options: options(twilio),
                detectsMachines: twilio.detectsMachines
            )
        case .twilio(let twilio): TwilioSMSProvider(id: provider.id, options: options(twilio))
        case .http(let http): make(http)
        case .lob(let lob): make(lob)
        case .spool(let spool):
            SpoolProvider(
                id: provider.id,
                options: SpoolProvider.Options(
                    directory: spool.directory,
                    envelope: spool.envelope.rawValue,
                    envelopes: spool.envelopes.mapValues(\.rawValue),
                    rate: rate
                )
            )
        }
    }

    private func make(_ smtp: SMTPSettings) throws -> any Provider {
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
        return SMTPProvider(
            id: provider.id,
            account: account,
            options: SMTPProvider.Options(
                from: PerCreditor(try mailbox(smtp.from.common), own: try smtp.from.own.mapValues(mailbox)),
                replyTo: try smtp.replyTo.map(mailbox),
                connections: provider.connections,
                timeouts: SMTPTimeouts(connect: smtp.connectTimeout, reply: smtp.timeout, block: smtp.timeout),
                isLocal: provider.isLocal,
                rate: rate
            )
        )
    }

    private func make(_ kannel: KannelSettings) -> any Provider {
        KannelProvider(
            id: provider.id,
            options: KannelProvider.Options(
                service: service(kannel.access),
                username: kannel.username,
                password: kannel.password.revealed(),
                from: PerCreditor(kannel.from.common, own: kannel.from.own),
                smsc: kannel.smsc,
                callbacks: callbacks,
                reports: kannel.reports
            )
        )
    }

    private func make(_ http: HTTPSettings) -> any Provider {
        HTTPProvider(
            id: provider.id,
            channel: provider.channel,
            options: HTTPProvider.Options(
                service: service(http.access),
                method: HTTPProvider.Options.Method(rawValue: http.method.rawValue) ?? .post,
                headers: http.headers.map(GatewayField.init),
                query: http.query.map(GatewayField.init),
                body: HTTPProvider.Options.Body(http.body),
                basic: http.basic.map { ($0.username, $0.password.revealed()) },
                bearer: http.bearer?.revealed(),
                from: PerCreditor(http.from.common, own: http.from.own),
                answers: GatewayAnswers(http.answer),
                idempotency: http.idempotency.map {
                    HTTPProvider.Options.Idempotency(header: $0.header, span: $0.span)
                }
            )
        )
    }

    private func make(_ lob: LobSettings) -> any Provider {
        LobProvider(
            id: provider.id,
            options: LobProvider.Options(
                service: service(lob.access),
                key: lob.key.revealed(),
                from: PerCreditor(lob.from.common, own: lob.from.own),
                isColor: lob.isColor,
                isDoubleSided: lob.isDoubleSided,
                addressPlacement: lob.addressPlacement.rawValue,
                mailType: lob.mailType.rawValue,
                useType: lob.useType.rawValue,
                callbacks: callbacks,
                webhookSecret: lob.webhookSecret?.revealed()
            )
        )
    }

    private func options(_ twilio: TwilioSettings) -> TwilioOptions {
        TwilioOptions(
            service: service(twilio.access),
            account: twilio.account,
            token: twilio.token.revealed(),
            from: PerCreditor(twilio.from.common, own: twilio.from.own),
            callbacks: callbacks
        )
    }

    private func service(_ access: HTTPAccess) -> HTTPService {
        HTTPService(
            url: access.url,
            caFile: access.caFile,
            timeout: access.timeout,
            connections: provider.connections,
            isLocal: provider.isLocal,
            rate: rate
        )
    }

    private var callbacks: CallbackAddress? {
        publicURL.map { CallbackAddress(base: $0 + "/callbacks", provider: provider.id) }
    }

    private var rate: RateLimit? { provider.rate.map { RateLimit(count: $0.count, per: $0.per) } }

    private func mailbox(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw Stop(
                "\(provider.id): `\(text)` is no mailbox",
                hint: "write `Name <name@example.com>`",
                code: .configuration
            )
        }
        return address
    }
}

extension ProviderSettings {
    /// Who texts and calls come from; nil where they come from a mailbox or a printer.
    var sender: SenderSettings? {
        switch kind {
        case .kannel(let kannel): kannel.from
        case .twilio(let twilio): twilio.from
        case .http(let http): http.from
        case .smtp, .spool, .lob: nil
        }
    }
}

extension ProviderSettings.Kind {
    /// Whether a debtor's answer can come in; Twilio keeps to a `STOP` by itself where nobody listens.
    fileprivate func hearsAnswers(_ server: ServerSettings?) -> Bool {
        switch self {
        case .kannel: server?.publicURL != nil
        case .twilio: true
        case .http, .smtp, .spool, .lob: false
        }
    }
}

extension EnvelopeSettings {
    fileprivate var envelope: Envelope { Envelope(rawValue: rawValue) ?? .din5008B }
}

extension GatewayText {
    fileprivate init(_ template: TextTemplate) {
        self.init(
            template.parts.map { part in
                switch part {
                case .literal(let text): .literal(text)
                case .placeholder(let placeholder):
                    Place(rawValue: placeholder.rawValue).map(Part.place) ?? .literal("")
                }
            }
        )
    }

    fileprivate init(_ secret: Secret) { self.init([.literal(secret.revealed())]) }
}

extension GatewayField {
    fileprivate init(_ field: HTTPSettings.Field) {
        switch field.value {
        case .text(let template): self.init(field.name, GatewayText(template))
        case .secret(let secret): self.init(field.name, GatewayText(secret))
        }
    }
}

extension GatewayJSON {
    fileprivate init(_ template: JSONTemplate) {
        switch template {
        case .text(let text): self = .text(GatewayText(text))
        case .secret(let secret): self = .text(GatewayText(secret))
        case .integer(let number): self = .integer(number)
        case .boolean(let value): self = .boolean(value)
        case .array(let elements): self = .array(elements.map(GatewayJSON.init))
        case .object(let members):
            self = .object(
                Dictionary(members.map { ($0.name, GatewayJSON($0.value)) }, uniquingKeysWith: { $1 })
            )
        }
    }
}

extension HTTPProvider.Options.Body {
    fileprivate init(_ body: HTTPSettings.Body) {
        switch body {
        case .none: self = .none
        case .form(let fields): self = .form(fields.map(GatewayField.init))
        case .json(let template): self = .json(GatewayJSON(template))
        }
    }
}

extension GatewayAnswers {
    fileprivate init(_ answer: AnswerSettings) {
        var statuses: [Int: Meaning] = [:]
        var classes: [Int: Meaning] = [:]
        for (meaning, patterns) in answer.statuses {
            let meaning = Meaning(rawValue: meaning.rawValue)
            for pattern in patterns {
                switch pattern {
                case .exactly(let status): statuses[status] = meaning
                case .hundred(let digit): classes[digit] = meaning
                }
            }
        }
        var news = Dictionary(answer.badCodes.map { ($0, PointNews.isBad) }, uniquingKeysWith: { $1 })
        for code in answer.optedOutCodes { news[code] = .optedOut }
        self.init(reference: answer.reference, code: answer.code, statuses: statuses, classes: classes, news: news)
    }
}
