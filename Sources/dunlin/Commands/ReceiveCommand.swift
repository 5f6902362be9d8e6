import ArgumentParser
import Channels
import Digests
import Dunning
import Inbound
import Mailroom
import Settings
import Storage

struct ReceiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Take in mail that comes back: bounces, complaints, opt-outs, answers.",
        discussion: """
            Reads one mail from standard input, as a mail server's pipe gives it, or mails from files. A bounce \
            (RFC 3464) moves its attempt to undelivered, a complaint (RFC 5965) or a mail that asks for no more mails \
            becomes an opt-out, absence notes are told apart and change nothing, and what a person wrote is kept for \
            people: `dunlin actions list --refused`. So is every mail that cannot be understood.

            From standard input each failure ends with 75, so that the mail server keeps the mail and tries again.

            EXAMPLES:
              dunlin receive < bounce.eml
              dunlin receive --dry-run mails/*.eml       what each mail means; records nothing
              billing-return: "|/usr/bin/dunlin receive --quiet --config /etc/dunlin/channels.conf"   in /etc/aliases
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(help: "Tell what each mail means, and record nothing.")
    var dryRun = false

    @Argument(help: "Files with one mail each; without them one mail from standard input.")
    var files: [String] = []

    func run() async throws {
        do {
            try await common.run(receive)
        } catch let code as ExitCode where files.isEmpty && code != .success && !dryRun {
            throw ExitCode.temporary
        }
    }

    private func receive(_ console: Console) async throws {
        let house = try House.open(common)
        let reader = MailReader(domains: house.settings.senderDomains)
        let mails = try (files.isEmpty ? ["-"] : files).map { (name: $0, bytes: try Files.read($0)) }
        if dryRun {
            for mail in mails { show(reader.read(mail.bytes), of: mail.name, console) }
            return
        }
        let desk = try await house.desk()
        let recorder = InboundRecorder(
            store: desk.store,
            findDebtors: { (_, value) async throws(StoreError) in try await desk.store.debtors(contactedAt: value) }
        )
        for mail in mails {
            let reading = reader.read(mail.bytes)
            let origin = Origin(mail: SHA256.digest(of: mail.bytes).bytes, at: desk.clock.now)
            do throws(StoreError) {
                if reading.isForPeople {
                    try await recorder.keep(mail.bytes, because: reading.because, from: origin)
                }
                _ = try await recorder.record(reading.events, from: origin)
            } catch {
                throw Stop("\(mail.name): not recorded: \(error)", code: error.exitCode)
            }
            show(reading, of: mail.name, console)
        }
        await desk.store.close()
    }

    private func show(_ reading: MailReading, of name: String, _ console: Console) {
        if console.json {
            console.data([
                "mail": .string(name), "kind": .string(reading.kind.rawValue), "because": .string(reading.because),
                "events": .integer(Int64(reading.events.count)), "forPeople": .boolean(reading.isForPeople),
            ])
        } else {
            console.say("\(name): \(reading.kind.rawValue): \(reading.because)")
        }
    }
}

extension Settings {
    /// The domains that mails are sent from: what comes back names messages of these.
    fileprivate var senderDomains: Set<String> {
        let senders = providers.compactMap { provider -> SenderSettings? in
            if case .smtp(let smtp) = provider.kind { smtp.from } else { nil }
        }
        let addresses = senders.flatMap { [$0.common] + $0.own.values }
        return Set(addresses.compactMap { EmailAddress($0)?.domain })
    }
}
