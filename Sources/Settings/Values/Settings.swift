public import Dunning

/// What `channels.conf` says, as plain values.
public struct Settings: Hashable, Sendable {
    /// Where Dunlin remembers.
    public var store: StoreSettings
    /// In whose name it writes.
    public var creditors: [CreditorID: Creditor]
    /// The ways out, in the order of the file; of one channel the first is tried first.
    public var providers: [ProviderSettings]
    /// What becomes of a hand-over whose fate is unknown; every channel is named.
    public var onUnknown: [Channel: OnUnknown]
    /// The ladders.
    public var sequences: [SequenceID: Dunning.Sequence]
    /// How the queue is worked.
    public var run: RunSettings
    /// When and how often a refused hand-over is tried again; every channel is named.
    public var retry: [Channel: RetrySettings]
    /// When a provider that fails is left alone.
    public var breaker: BreakerSettings
    /// Where figures are shown; nil = nowhere.
    public var metrics: MetricsSettings?
    /// Where providers call back; nil = nowhere.
    public var server: ServerSettings?
    /// How payment links are signed; nil = they are what the engine sends.
    public var paymentLinks: PaymentLinkSettings?
    /// Where templates and rules are.
    public var folders: FolderSettings
    /// Whether templates need an approval.
    public var templates: TemplateSettings
    /// Where the sandbox listens.
    public var sandbox: SandboxSettings
    /// Mailboxes in which mails that come back lie.
    public var inboxes: [InboxSettings]

    /// The ways out of one channel, in the order in which they are tried.
    public func providers(for channel: Channel) -> [ProviderSettings] { providers.filter { $0.channel == channel } }

    /// Whether nothing can leave this machine: every provider is on loopback or a directory.
    public var isLocal: Bool { providers.allSatisfy(\.isLocal) }
}

/// What becomes of a hand-over whose fate is unknown.
public enum OnUnknown: String, CaseIterable, Hashable, Sendable {
    /// A person settles it.
    case review
    /// It is sent again, at the risk of a double.
    case resend
}

/// Where Dunlin remembers.
public enum StoreSettings: Hashable, Sendable {
    /// A file of SQLite.
    case sqlite(path: String)
    /// A PostgreSQL database by its URL, which holds no password.
    case postgres(url: String, password: Secret?)
}

/// How the queue is worked.
public struct RunSettings: Hashable, Sendable {
    /// Actions that are taken in one transaction.
    public var batch: Int
    /// Messages that are handed over at the same time.
    public var concurrency: Int
    /// How long what is in flight may take to end after a signal to stop.
    public var grace: Duration
    /// How long a worker waits at most before it looks again, where nothing is runnable.
    public var idle: Duration
}

/// When and how often a refused hand-over is tried again.
public struct RetrySettings: Hashable, Sendable {
    /// The bound of the first wait.
    public var first: Duration
    /// How much longer the bound is each time.
    public var factor: Double
    /// The bound never exceeds this.
    public var most: Duration
    /// Hand-overs of one step on one channel, the first included.
    public var attempts: Int
    /// How often a provider may put one step off on one channel because it came too fast.
    public var throttled: Int
}

/// When a provider that fails is left alone.
public struct BreakerSettings: Hashable, Sendable {
    /// So many failures in a row open the breaker.
    public var failures: Int
    /// So large a share of failures opens it as well, above 0 and up to 1.
    public var share: Double
    /// Hand-overs of which the share is taken.
    public var of: Int
    /// Only hand-overs that ended so lately count for the share.
    public var window: Duration
    /// How long the first pause is.
    public var pause: Duration
    /// No pause is longer.
    public var longestPause: Duration
}

/// Where figures are shown.
public struct MetricsSettings: Hashable, Sendable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on.
    public var port: Int
}

/// Where providers call back.
public struct ServerSettings: Hashable, Sendable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on.
    public var port: Int
    /// The address that providers see, without a slash at the end; nil = they are given none.
    public var publicURL: String?

    /// Where providers call back.
    public init(host: String, port: Int, publicURL: String?) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
    }
}

/// Where templates and rules are.
public struct FolderSettings: Hashable, Sendable {
    /// The folder of the templates.
    public var templates: String
    /// The folder of the rule packs.
    public var rules: String
    /// The folder of what goes along with messages; nil = nothing does.
    public var documents: String?
}

/// Whether templates need an approval.
public struct TemplateSettings: Hashable, Sendable {
    /// Only approved revisions are sent.
    public var requireApproval: Bool
    /// What becomes of messages while their template waits.
    public var onUnapproved: OnUnapproved
}

/// What becomes of messages while their template waits for an approval.
public enum OnUnapproved: String, CaseIterable, Hashable, Sendable {
    /// They wait as well.
    case hold
    /// They are made of the revision that was approved last.
    case previous
}

/// Where the sandbox listens, always on loopback.
public struct SandboxSettings: Hashable, Sendable {
    /// The port of the mail server.
    public var smtpPort: Int
    /// The port of the provider stand-ins and of the inbox.
    public var httpPort: Int
}
