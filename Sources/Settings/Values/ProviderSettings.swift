public import Dunning

/// One configured way out.
public struct ProviderSettings: Hashable, Sendable {
    /// `<channel>.<name>`, such as `sms.primary`.
    public var id: ProviderID
    /// The channel that it serves.
    public var channel: Channel
    /// What it is, with what it needs.
    public var kind: Kind
    /// At most that many hand-overs; nil = no limit.
    public var rate: RateSettings?
    /// Its share of the channel's messages; nil = nobody said.
    public var weight: Int?
    /// What it charges; nil = nobody said.
    public var price: PriceList?
    /// Connections, or requests at the same time.
    public var connections: Int
    /// Whether nothing leaves this machine through it: loopback or a directory.
    public var isLocal: Bool

    /// The kinds of ways out.
    public enum Kind: Hashable, Sendable {
        case smtp(SMTPSettings)
        case kannel(KannelSettings)
        case twilio(TwilioSettings)
        case http(HTTPSettings)
        case spool(SpoolSettings)
        case lob(LobSettings)
    }
}

/// At most that many in that time.
public struct RateSettings: Hashable, Sendable {
    /// How many.
    public var count: Int
    /// In how long.
    public var per: Duration

    /// At most `count` in `per`.
    public init(count: Int, per: Duration) {
        self.count = count
        self.per = per
    }
}

/// Who a message is from: one sender for all, or one for each creditor.
public struct SenderSettings: Hashable, Sendable {
    /// The sender of creditors that have no own one.
    public var common: String
    /// Senders of their own.
    public var own: [CreditorID: String]

    /// Who a message of a creditor is from.
    public func sender(for creditor: CreditorID) -> String { own[creditor] ?? common }
}

/// How to reach an HTTP API.
public struct HTTPAccess: Hashable, Sendable {
    /// http or https; without a slash at the end where requests are built below it.
    public var url: String
    /// A PEM file with the authorities to trust in place of the system's.
    public var caFile: String?
    /// How long one request may take.
    public var timeout: Duration
}

/// A mail relay.
public struct SMTPSettings: Hashable, Sendable {
    /// `smtp://`, `smtp+starttls://` or `smtps://` with host and port.
    public var url: String
    /// The user; nil = no AUTH.
    public var username: String?
    /// The password; there exactly where the user is.
    public var password: Secret?
    /// `Name <address>`.
    public var from: SenderSettings
    /// Where answers go; nil = to the sender.
    public var replyTo: String?
    /// What EHLO says.
    public var clientName: String
    /// A PEM file with the authorities to trust in place of the system's.
    public var caFile: String?
    /// Whether AUTH may go to another machine without TLS.
    public var allowsPlainText: Bool
    /// How long connecting, TLS and AUTH may take, each.
    public var connectTimeout: Duration
    /// How long any reply may take; the one to the final dot twice as long.
    public var timeout: Duration
}

/// A Kannel gateway (`sendsms`).
public struct KannelSettings: Hashable, Sendable {
    /// The address of `sendsms`.
    public var access: HTTPAccess
    /// The user of `sendsms-user`.
    public var username: String
    /// Its password.
    public var password: Secret
    /// A number or up to 11 letters and digits.
    public var from: SenderSettings
    /// The centre to send through; nil = Kannel chooses.
    public var smsc: String?
    /// Whether delivery reports are asked for.
    public var reports: Bool
}

/// Twilio, or what speaks like it.
public struct TwilioSettings: Hashable, Sendable {
    /// The API without `/2010-04-01`.
    public var access: HTTPAccess
    /// The account's SID.
    public var account: String
    /// The auth token.
    public var token: Secret
    /// A number in E.164, for texts also a messaging service or up to 11 letters and digits.
    public var from: SenderSettings
    /// Voice: whether Twilio tells people from machines.
    public var detectsMachines: Bool
}

/// Letters as PDF files in a folder that somebody prints from.
public struct SpoolSettings: Hashable, Sendable {
    /// The hot folder.
    public var directory: String
    /// The envelope of countries that have no own one.
    public var envelope: EnvelopeSettings
    /// Envelopes of countries (ISO 3166-1).
    public var envelopes: [String: EnvelopeSettings]

    /// The envelope of a letter that goes to a country.
    public func envelope(for country: String) -> EnvelopeSettings { envelopes[country] ?? envelope }
}

/// Envelopes with a window.
public enum EnvelopeSettings: String, CaseIterable, Hashable, Sendable {
    /// A4 in a DIN long envelope.
    case din5008B = "din5008-b"
    /// US Letter in a number 10 envelope.
    case us10 = "us-10"
}
