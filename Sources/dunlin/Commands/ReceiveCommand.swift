import ArgumentParser
import Dunning
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

            With --poll it fetches the mails from the mailboxes that channels.conf names under [inbox.NAME], as `dunlin \
            run` does by itself. A mail is marked, deleted or moved only once it is on record.

            EXAMPLES:
              dunlin receive < bounce.eml
              dunlin receive --dry-run mails/*.eml       what each mail means; records nothing
              dunlin receive --poll --once               what waits in the mailboxes, and no more
              billing-return: "|/usr/bin/dunlin receive --quiet --config /etc/dunlin/channels.conf"   in /etc/aliases
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(help: "Tell what each mail means, and record nothing.")
    var dryRun = false

    @Flag(help: "Look into the mailboxes of [inbox.NAME] in channels.conf, again and again.")
    var poll = false

    @Flag(help: "With --poll: look into each mailbox once.")
    var once = false

    @Argument(help: "Files with one mail each; without them one mail from standard input.")
    var files: [String] = []

    func validate() throws {
        guard poll || !once else { throw ValidationError("--once needs --poll") }
        guard !poll || files.isEmpty else { throw ValidationError("--poll reads mailboxes, no files") }
    }

    func run() async throws {
        do {
            try await common.run(receive)
        } catch let code as ExitCode where files.isEmpty && !poll && code != .success && !dryRun {
            throw ExitCode.temporary
        }
    }

    private func receive(_ console: Console) async throws {
        let house = try House.open(common)
        if poll { return try await empty(house, console) }
        let mails = try (files.isEmpty ? ["-"] : files).map { (name: $0, bytes: try Files.read($0)) }
        if dryRun {
            let reader = MailReader(domains: house.settings.senderDomains)
            for mail in mails { show(reader.read(mail.bytes), of: mail.name, console) }
            return
        }
        let desk = try await house.desk()
        let mailDesk = MailDesk(house.settings, desk)
        for mail in mails {
            do throws(StoreError) {
                show(try await mailDesk.take(mail.bytes), of: mail.name, console)
            } catch {
                throw Stop("\(mail.name): not recorded: \(error)", code: error.exitCode)
            }
        }
        await desk.store.close()
    }

    private func empty(_ house: House, _ console: Console) async throws {
        guard !house.settings.inboxes.isEmpty else {
            throw Stop("no mailbox to look into", hint: "add a table `[inbox.NAME]`", code: .configuration)
        }
        let desk = try await house.desk()
        let rounds = try InboxRounds(house.settings, desk, console) { show($0, of: $1, console) }
        if once || dryRun {
            let failed = await rounds.once(dryRun: dryRun)
            await desk.store.close()
            guard failed.isEmpty else {
                throw Stop("\(failed.joined(separator: ", ")): try again later", code: .temporary)
            }
        } else {
            try await rounds.during { await Signals.untilStopped() }
            await desk.store.close()
        }
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
