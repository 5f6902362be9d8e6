/// How long each step may take.
///
/// RFC 5321 4.5.3.2 grants five minutes to most replies, which is for a mail server that has hours. A service that
/// has other providers to try waits less, except after the final dot: to give up there makes a message's fate unknown.
public struct SMTPTimeouts: Hashable, Sendable {
    /// TCP and TLS.
    public var connect: Duration
    /// All of the set-up: connect, greeting, STARTTLS and AUTH.
    public var setup: Duration
    /// Each reply up to the one to DATA.
    public var reply: Duration
    /// Room for 64 KiB of the message.
    public var block: Duration
    /// The reply to the final dot; the RFC's own ten minutes.
    public var finalReply: Duration
    /// The reply to QUIT, which nobody needs.
    public var quit: Duration

    /// The defaults are those of a service near its relay.
    public init(
        connect: Duration = .seconds(15),
        setup: Duration = .seconds(60),
        reply: Duration = .seconds(60),
        block: Duration = .seconds(60),
        finalReply: Duration = .seconds(600),
        quit: Duration = .seconds(2)
    ) {
        self.connect = connect
        self.setup = setup
        self.reply = reply
        self.block = block
        self.finalReply = finalReply
        self.quit = quit
    }

    func limit(for stage: SMTPStage) -> Duration {
        switch stage {
        case .hello, .reset, .sender, .recipient, .data: reply
        case .message: finalReply
        case .quit: quit
        }
    }
}
