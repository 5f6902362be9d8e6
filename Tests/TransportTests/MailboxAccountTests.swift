import Testing

@testable import Transport

struct MailboxAccountTests {
    private let user = Credentials(username: "u", password: "p")

    @Test(arguments: [
        ("imaps://mail.example", "imaps://mail.example:993/", "INBOX", SMTPAccount.Security.tls),
        ("IMAP+StartTLS://mail.example/Returned%20mail", "imap://mail.example:143/", "Returned mail", .startTLS),
        ("imap://127.0.0.1:1143/a/b", "imap://127.0.0.1:1143/", "a/b", .none),
        ("pop3s://mail.example/", "pop3s://mail.example:995/", "INBOX", .tls),
        ("pop3+starttls://mail.example", "pop3://mail.example:110/", "INBOX", .startTLS),
        ("pop3://[::1]:1110", "pop3://[::1]:1110/", "INBOX", .none),
    ])
    func `an address says server, folder and security`(
        url: String,
        used: String,
        folder: String,
        security: SMTPAccount.Security
    ) throws {
        let account = try MailboxAccount(url: url, credentials: try #require(user))
        #expect(account.url == used && account.folder == folder && account.security == security)
    }

    @Test(arguments: [
        "", "mail.example", "smtp://mail.example", "imaps://", "imaps://u:p@mail.example",
        "imaps://mail.example/a%0D%0Ab",
        "imaps://mail.example/;UID=1?x", "pop3s://mail.example/INBOX/other", "imaps://mail.example/%E9",
    ])
    func `anything else is refused`(url: String) throws {
        let user = try #require(user)
        #expect(throws: MailboxAccount.Fault.badURL) { try MailboxAccount(url: url, credentials: user) }
    }

    @Test(arguments: [
        ("imap://mail.example", false), ("pop3://mail.example", false), ("imap://127.0.0.1.evil.example", false),
        ("imap://localhost", true), ("pop3://127.0.0.1", true), ("imap+starttls://mail.example", true),
    ])
    func `credentials leave this machine encrypted or not at all`(url: String, isAllowed: Bool) throws {
        let user = try #require(user)
        if isAllowed {
            _ = try MailboxAccount(url: url, credentials: user)
        } else {
            #expect(throws: MailboxAccount.Fault.plainTextCredentials) {
                try MailboxAccount(url: url, credentials: user)
            }
            _ = try MailboxAccount(url: url, credentials: user, allowsPlainTextCredentials: true)
        }
    }
}
