package import Foundation

/// What one sandbox listens on, keeps and how it treats its guests.
package struct SandboxOptions: Sendable {
    /// Where both servers listen; anything but a loopback address is refused at the start.
    package var host = "127.0.0.1"
    /// The port of the SMTP sink; 0 takes any free one.
    package var smtpPort = 0
    /// The port of the provider stand-ins and of the inbox page; 0 takes any free one.
    package var httpPort = 0
    /// The hot folder whose letters the inbox shows, if there is one.
    package var lettersDirectory: URL?
    /// How many messages are kept; beyond it the oldest are dropped and counted.
    package var keptMessages = 20_000
    /// How many bytes of messages are kept; beyond it the oldest are dropped and counted.
    package var keptBytes = 256 * 1024 * 1024
    /// The size in bytes up to which the sink takes a mail.
    package var mailSizeLimit = 25 * 1024 * 1024
    /// How long the `slow` recipients let the sender wait.
    package var slowness: Duration = .seconds(2)
    /// The delay that a throttled sender is told to keep.
    package var throttleDelay: Duration = .seconds(30)
    /// The Twilio auth token to demand and to sign with; without one any token that is not empty will do.
    package var twilioToken: String?
    /// The Lob key to demand; without one any that is not empty will do.
    package var lobKey: String?
    /// Where events of letters are reported, and the secret that they are signed with; nil = nowhere.
    package var lobWebhook: LobWebhook?
    /// The Kannel password to demand; without one any that is not empty will do.
    package var kannelPassword: String?
    /// Whether callbacks wait for ``Sandbox/makeCallbacks()``, so that a trial runs the same way every time.
    package var holdsCallbacks = false
    /// Sets the identifiers that this run hands out apart from those of another run.
    package var seed: UInt64 = 0

    /// Faults that befall anybody, without a magic recipient; nil = none.
    package var unrest: Unrest?
    /// Told of every message that is filed, in order; it must be quick.
    package var witness: (@Sendable (Message) -> Void)?

    /// All defaults: loopback, free ports, no letters.
    package init() {}
}
