import Mailroom
import Settings
import Storage
import Transport

/// A mailbox that is emptied onto the record.
struct Inbox: Sendable {
    /// Why a visit came to nothing; what was not on record by then is found again.
    enum Trouble: Error, CustomStringConvertible {
        case mailbox(TransportFault)
        case store(StoreError)

        var description: String {
            switch self {
            case .mailbox(let fault): "\(fault)"
            case .store(let error): "not recorded: \(error)"
            }
        }
    }

    /// Its name in channels.conf.
    let name: String
    /// How often it is looked into.
    let every: Duration
    private let client: MailboxClient
    private let fate: MailFate

    init(_ settings: InboxSettings) throws {
        guard let user = Credentials(username: settings.username, password: settings.password.revealed()) else {
            throw Stop("\(settings.name): user or password holds a NUL", code: .configuration)
        }
        do throws(MailboxAccount.Fault) {
            client = MailboxClient(
                account: try MailboxAccount(
                    url: settings.url,
                    credentials: user,
                    caFile: settings.caFile,
                    allowsPlainTextCredentials: settings.allowsPlainText
                )
            )
        } catch {
            throw Stop("\(settings.name): \(error)", code: .configuration)
        }
        name = settings.name
        every = settings.every
        fate =
            switch settings.afterwards {
            case .keep: .mark
            case .delete: .delete
            case .move: .move(to: settings.moveTo)
            }
    }

    /// How many mails wait; nothing in the mailbox changes.
    func count() async throws(Trouble) -> Int {
        do throws(TransportFault) {
            return try await client.count(fate)
        } catch {
            throw .mailbox(error)
        }
    }

    /// Reads what waits, as far as one visit goes, and changes nothing.
    func look(_ reader: MailReader, telling: (MailReading) -> Void) async throws(Trouble) {
        for mail in try await waiting() { telling(reader.read(mail.bytes)) }
    }

    /// Puts on record all that waits; each mail is marked, deleted or moved only after that.
    func empty(onto desk: MailDesk, telling: (MailReading) -> Void) async throws(Trouble) {
        var seen: Set<MailID> = []
        while true {
            let mails = try await waiting()
            // A server that does not keep what it was told would be asked for the same mails for ever.
            guard mails.contains(where: { !seen.contains($0.id) }) else { return }
            seen.formUnion(mails.map(\.id))
            var done: [MailID] = []
            var trouble: StoreError?
            for mail in mails {
                do throws(StoreError) {
                    telling(try await desk.take(mail.bytes))
                    done.append(mail.id)
                } catch {
                    trouble = error
                    break
                }
            }
            do throws(TransportFault) {
                try await client.settle(done, fate)
            } catch {
                throw .mailbox(error)
            }
            if let trouble { throw .store(trouble) }
        }
    }

    private func waiting() async throws(Trouble) -> [StoredMail] {
        do throws(TransportFault) {
            return try await client.waiting(fate)
        } catch {
            throw .mailbox(error)
        }
    }
}
