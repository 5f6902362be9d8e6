import ArgumentParser
import ContactRules
import Dunning
import Foundation
import Letters
import Settings
import Storage
import Templates

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "What is wrong with this installation, and the mend: configuration, rules, templates, database, providers, mailboxes, tz data, fonts, clock.",
        discussion: """
            EXAMPLES:
              dunlin doctor
              dunlin doctor --json

            Exit code 69 where something is broken, 78 where channels.conf itself has mistakes (all are named), \
            0 where there are warnings at most.
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            var examination = Examination(house: house, console: console)
            await examination.run()
            for finding in examination.findings {
                console.data(console.json ? finding.json.canonical : finding.words)
            }
            if examination.findings.contains(where: { $0.state == .broken }) { throw ExitCode.unavailable }
        }
    }
}

/// One thing that was looked at.
struct Finding {
    enum State: String { case good, warning, broken }

    let subject: String
    let state: State
    let message: String
    let mend: String?

    var json: JSON {
        .compact([
            "subject": .string(subject), "state": .string(state.rawValue), "message": .string(message),
            "mend": mend.map(JSON.string),
        ])
    }

    var words: String {
        let mark = state == .good ? "ok     " : state == .warning ? "warning" : "BROKEN "
        return "\(mark)  \(subject): \(message)" + (mend.map { "\n         mend: \($0)" } ?? "")
    }
}

/// Looks at everything, one after the other, and stops at nothing.
struct Examination {
    let house: House
    let console: Console
    private(set) var findings: [Finding] = []

    init(house: House, console: Console) {
        self.house = house
        self.console = console
    }

    mutating func run() async {
        note(
            "configuration",
            .good,
            "\(house.file.path): \(house.settings.creditors.count) creditors, "
                + "\(house.settings.providers.count) providers, \(house.settings.sequences.count) sequences"
        )
        if let book = lookAtShop() { lookAtZones(book) }
        lookAtClock()
        lookAtFonts()
        await lookAtStore()
        await lookAtProviders()
        await lookAtInboxes()
    }

    /// The rules, where they can be read.
    private mutating func lookAtShop() -> RuleBook? {
        let mute = Console(json: false, quiet: true, verbose: false, isMute: true)
        do {
            let shop = try Workshop.open(house, mute)
            let packs = shop.rules.book.packs.count
            note("rules", .good, "\(packs) packs, \(shop.rules.book.cards.count) rules")
            for warning in shop.rules.warnings { note("rules", .warning, "\(warning)") }
            note("templates", .good, "\(shop.templates.entries.count) templates")
            return shop.rules.book
        } catch {
            let stop = error as? Stop
            note(
                "rules and templates",
                .broken,
                stop?.message ?? "\(error)",
                stop?.hint ?? "`dunlin rules check`, `dunlin templates lint`"
            )
            return nil
        }
    }

    private mutating func lookAtZones(_ book: RuleBook) {
        let own = book.zones.version
        note("tz data", .good, "release \(own), which came with Dunlin")
        for pack in book.packs {
            guard let wanted = pack.tzdata, wanted > own else { continue }
            let mend = "put a newer rules/places/tzdata.tsv in place (scripts/make-tzdata)"
            note("tz data", .broken, "pack `\(pack.id)` demands \(wanted), and blocks everything until then", mend)
        }
        guard let other = SystemZones.version, other != own else { return }
        if other > own {
            let mend = "update Dunlin, or write rules/places/tzdata.tsv anew by scripts/make-tzdata"
            note("tz data", .warning, "the system has release \(other), which is newer", mend)
        } else {
            let mend = "update the system's tz data, so that other programs show the hours that Dunlin keeps"
            note("tz data", .warning, "the system has release \(other), which is older; Dunlin does not read it", mend)
        }
    }

    private mutating func lookAtClock() {
        // A clock before the release is a clock that was never set: every quiet hour would be wrong.
        let now = SystemClock().now
        let isSet = now.seconds > 1_780_000_000
        note("clock", isSet ? .good : .broken, "\(now)", isSet ? nil : "set the system's clock")
    }

    private mutating func lookAtFonts() {
        do throws(LetterError) {
            let missing = try LetterPress().missingFonts()
            if missing.isEmpty {
                note("fonts", .good, "all scripts of letters can be printed")
            } else {
                note(
                    "fonts",
                    .warning,
                    "missing: \(missing.joined(separator: ", "))",
                    "install fonts-noto-core, fonts-noto-cjk and fonts-liberation"
                )
            }
        } catch {
            note("fonts", .broken, "\(error)", "install fonts-noto-core, fonts-noto-cjk and fonts-liberation")
        }
    }

    private mutating func lookAtStore() async {
        do {
            let desk = try await house.desk()
            let counts = try await desk.store.counts()
            let waiting = counts.filter { !$0.key.isFinal }.values.reduce(0, +)
            note("database", .good, "\(waiting) actions under way, \(counts.values.reduce(0, +) - waiting) ended")
            let review = counts[.review] ?? 0
            if review > 0 {
                note("review", .warning, "\(review) actions wait for a person", "`dunlin actions list --state review`")
            }
            for word in try await unapproved(desk) {
                note("approval", .warning, word, "`dunlin templates submit`, then `approve` by somebody else")
            }
            for sheet in try await ProviderSheet.all(house.settings, desk) { note(sheet) }
            await desk.store.close()
        } catch {
            note("database", .broken, (error as? Stop)?.message ?? "\(error)", "check [store] in channels.conf")
        }
    }

    /// Templates that need an approval and have none; mistakes in the templates have been told before.
    private func unapproved(_ desk: Desk) async throws -> [String] {
        let mute = Console(json: false, quiet: true, verbose: false, isMute: true)
        guard let shop = try? Workshop.open(house, mute) else { return [] }
        return try await shop.unapproved(in: desk.store)
    }

    /// How a provider stands with workers and people, where that is not simply well.
    private mutating func note(_ sheet: ProviderSheet) {
        let subject = sheet.provider.rawValue
        switch sheet.state {
        case .inService: break
        case .paused: note(subject, .warning, sheet.state.words, "`dunlin providers resume \(subject)`")
        case .rests, .onProbe:
            note(
                subject,
                .warning,
                sheet.state.words,
                "`dunlin journal search --kind provider` tells since when and why"
            )
        }
        guard let failure = sheet.failure else { return }
        note(
            subject,
            .good,
            "last failure: \(failure.code), \(failure.state.rawValue), attempt `\(failure.attempt)` at \(failure.at)"
        )
    }

    private mutating func lookAtProviders() async {
        for provider in house.settings.providers {
            let subject = provider.id.rawValue
            guard let address = provider.address else {
                note(subject, .good, "needs no connection")
                continue
            }
            if Reachability.answers(host: address.host, port: address.port) {
                note(subject, .good, "\(address.host):\(address.port) answers")
            } else {
                note(
                    subject,
                    .broken,
                    "\(address.host):\(address.port) does not answer",
                    address.isLoopback
                        ? "start it; `dunlin sandbox` stands in for providers" : "check host, port and firewall"
                )
            }
        }
    }

    /// Logs in as `dunlin receive --poll` does, and counts.
    private mutating func lookAtInboxes() async {
        for settings in house.settings.inboxes {
            do {
                let count = try await Inbox(settings).count()
                note(settings.name, .good, "can be entered; mails that wait: \(count)")
            } catch {
                let mend = "check the server and [\(settings.name)] in channels.conf"
                note(settings.name, .broken, (error as? Stop)?.message ?? "\(error)", mend)
            }
        }
    }

    private mutating func note(_ subject: String, _ state: Finding.State, _ message: String, _ mend: String? = nil) {
        findings.append(Finding(subject: subject, state: state, message: message, mend: mend))
    }
}
