/// One command line and the stage that its reply belongs to.
struct SMTPCommand: Hashable, Sendable {
    let stage: SMTPStage
    let line: String

    static let data = SMTPCommand(stage: .data, line: "DATA\r\n")
    static let reset = SMTPCommand(stage: .reset, line: "RSET\r\n")
    static let quit = SMTPCommand(stage: .quit, line: "QUIT\r\n")

    static func hello(_ name: String, extended: Bool) -> SMTPCommand {
        SMTPCommand(stage: .hello, line: (extended ? "EHLO " : "HELO ") + name + "\r\n")
    }

    /// MAIL with the parameters that the server understands and the message needs.
    static func sender(of mail: SMTPMail, _ offered: SMTPCapabilities) -> SMTPCommand {
        var line = "MAIL FROM:<" + (mail.sender?.text ?? "") + ">"
        if offered.size { line += " SIZE=\(mail.size)" }
        if offered.eightBitMIME, mail.content.hasEightBit { line += " BODY=8BITMIME" }
        if mail.needsSMTPUTF8 { line += " SMTPUTF8" }
        if offered.dsn, let notice = mail.notice { line += " RET=HDRS ENVID=" + notice.encodedID }
        return SMTPCommand(stage: .sender, line: line + "\r\n")
    }

    static func recipient(of mail: SMTPMail, _ offered: SMTPCapabilities) -> SMTPCommand {
        var line = "RCPT TO:<" + mail.recipient.text + ">"
        if offered.dsn, let notice = mail.notice { line += " NOTIFY=" + notice.notifyValue }
        return SMTPCommand(stage: .recipient, line: line + "\r\n")
    }
}
