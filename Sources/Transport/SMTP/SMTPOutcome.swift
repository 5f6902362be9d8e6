/// What became of one message, as far as anybody on our side can know.
public enum SMTPOutcome: Hashable, Sendable {
    /// The server took responsibility for it.
    case accepted(SMTPReply)
    /// The server said no, at the stage named; it does not have the message.
    case refused(SMTPReply, at: SMTPStage)
    /// It certainly did not go out: no byte of the final dot was written.
    case notSent(TransportFault)
    /// The final dot may have gone out and no answer came: the server may have the message or not.
    case unknown(TransportFault)
}

/// The place in the dialogue.
public enum SMTPStage: String, Hashable, Sendable {
    /// EHLO or HELO.
    case hello
    /// RSET.
    case reset
    /// MAIL.
    case sender
    /// RCPT.
    case recipient
    /// DATA.
    case data
    /// The message itself, up to the reply to the final dot.
    case message
    /// QUIT.
    case quit
}
