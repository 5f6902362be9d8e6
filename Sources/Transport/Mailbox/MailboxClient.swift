import Foundation

/// Fetches mails from a mailbox, and does with them what is to become of them once they are on record.
///
/// Two visits, each with a connection and a thread of its own: between them the mails lie where they lay, so whoever
/// dies before he has recorded them finds them again.
public struct MailboxClient: Sendable {
    private let account: MailboxAccount
    private let limits: MailboxLimits

    /// A client for one mailbox; nothing is connected yet.
    public init(account: MailboxAccount, limits: MailboxLimits = MailboxLimits()) {
        self.account = account
        self.limits = limits
    }

    /// The mails that wait, oldest first, as far as the limits go; they are left as they are.
    ///
    /// - Parameter fate: what will become of them; of mails that only get marked those that are marked do not wait.
    /// - Returns: the mails.
    /// - Throws: what hindered the visit.
    public func waiting(_ fate: MailFate) async throws(TransportFault) -> [StoredMail] {
        try await visit { (line) throws(TransportFault) in
            switch account.dialect {
            case .imap:
                var visit = try IMAPVisit(line, folder: account.folder, literalLimit: limits.mailBytes)
                let mails = try visit.waiting(unseen: fate == .mark, limits)
                visit.leave()
                return mails
            case .pop3:
                let visit = try POP3Visit(line)
                let mails = try visit.waiting(limits)
                visit.leave()
                return mails
            }
        }
    }

    /// How many mails wait; nothing in the mailbox changes, not even what the server itself would mark.
    ///
    /// - Parameter fate: what will become of them; of mails that only get marked those that are marked do not wait.
    /// - Returns: the number, however many one visit would take.
    /// - Throws: what hindered the visit.
    public func count(_ fate: MailFate) async throws(TransportFault) -> Int {
        try await visit { (line) throws(TransportFault) in
            switch account.dialect {
            case .imap:
                var visit = try IMAPVisit(
                    line,
                    folder: account.folder,
                    literalLimit: limits.mailBytes,
                    onlyLooks: true
                )
                let count = try visit.uids(unseen: fate == .mark).count
                visit.leave()
                return count
            case .pop3:
                let visit = try POP3Visit(line)
                visit.leave()
                return visit.count
            }
        }
    }

    /// Does with mails that are on record what is to become of them; one that is gone already is no news.
    ///
    /// POP3 knows deletion alone: nothing else is done there.
    public func settle(_ mails: [MailID], _ fate: MailFate) async throws(TransportFault) {
        guard !mails.isEmpty, account.dialect == .imap || fate == .delete else { return }
        try await visit { (line) throws(TransportFault) in
            switch account.dialect {
            case .imap:
                var visit = try IMAPVisit(line, folder: account.folder, literalLimit: limits.mailBytes)
                try visit.settle(mails, fate)
                visit.leave()
            case .pop3:
                try POP3Visit(line).delete(mails)
            }
        }
    }

    /// libcurl blocks, so it does so on a thread of its own; a cancelled task breaks the visit off.
    private func visit<Value: Sendable>(
        _ work: @escaping @Sendable (MailboxLine) throws(TransportFault) -> Value
    ) async throws(TransportFault) -> Value {
        guard let stop = StopSignal() else { throw TransportFault(.internalFailure, "no descriptors left") }
        let outcome: Result<Value, TransportFault> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread {
                    CurlLibrary.blockBrokenPipeSignal()
                    let outcome = Result { () throws(TransportFault) in
                        try work(MailboxLine(to: account, limits: limits, stop: stop))
                    }
                    continuation.resume(returning: outcome)
                }
                thread.name = "mailbox"
                thread.start()
            }
        } onCancel: {
            stop.raise()
        }
        return try outcome.get()
    }
}
