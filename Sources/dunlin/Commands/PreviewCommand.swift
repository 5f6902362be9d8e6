import ArgumentParser
import Channels
import Dispatcher
import Dunning
import Foundation
import Settings
import Storage
import Templates

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what a debtor will get: the very bytes that `run` would hand over. Sends nothing.",
        discussion: """
            EXAMPLES:
              dunlin preview reminder                 every channel, as text
              dunlin preview reminder --locale de --channel sms
              dunlin preview reminder --creditor stadtwerke
              dunlin preview final-notice --channel letter --out letter.pdf
              dunlin preview reminder --data action.json --out preview/
              dunlin preview reminder --disclose mini-miranda-initial,opt-out
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The template.")
    var template: String

    @Option(help: "Only this channel: email, sms, voice or letter.")
    var channel: String?

    @Option(help: "In this locale (BCP 47) instead of the debtor's.")
    var locale: String?

    @Option(help: "An action as JSON; without it, a sample from the templates' folder.")
    var data: String?

    @Option(help: "In the name of this creditor of channels.conf instead of the action's.")
    var creditor: String?

    @Option(help: "With these disclosures, as the contact rules would demand them; separated by commas.")
    var disclose: String?

    @Option(help: "A file for one channel, or a folder, with one file a part.")
    var out: String?

    @Option(help: ArgumentHelp("The date of the message (RFC 3339); now where left out.", valueName: "instant"))
    var at: String?

    func run() async throws {
        try await common.run { console in
            let house = try House.open(common)
            let shop = try Workshop.open(house, console)
            let entry = try template(in: shop.templates)
            let action = try action(house, shop, console)
            let now = try at.map { try instant($0, "--at") } ?? SystemClock().now
            let channels = try channels(of: entry)
            var failed = false
            for channel in channels {
                let frame = PreviewFrame(shop: shop, entry: entry, disclosures: try disclosures())
                switch frame.prepare(action, on: channel, at: now) {
                case .success(let prepared):
                    try PreviewPrinter(console: console, out: out, isOnly: channels.count == 1).show(prepared)
                case .failure(let failure):
                    failed = true
                    for problem in failure.problems { console.error("\(channel.rawValue): \(problem)") }
                }
            }
            if failed { throw ExitCode.badData }
        }
    }

    private func template(in library: TemplateLibrary) throws -> TemplateLibrary.Entry {
        let id: TemplateID = try identifier(template, "template")
        guard let entry = library.templates[id] else {
            let known = library.templates.keys.map(\.rawValue).sorted()
            let nearest = NearestName.suggest(template, among: known).map { "did you mean `\($0)`? " } ?? ""
            throw Stop("there is no template `\(template)`", hint: nearest + "known: " + known.joined(separator: ", "))
        }
        return entry
    }

    private func channels(of entry: TemplateLibrary.Entry) throws -> [Channel] {
        guard let name = channel else { return entry.manifest.channels }
        guard let channel = Channel(rawValue: name) else {
            throw Stop("unknown channel `\(name)`", hint: "email, sms, voice or letter", code: .validationFailure)
        }
        return [channel]
    }

    private func disclosures() throws -> [DisclosureID]? {
        try disclose.map { try $0.split(separator: ",").map { try identifier(String($0), "--disclose") } }
    }

    private func action(_ house: House, _ shop: Workshop, _ console: Console) throws -> Action {
        let path = try data ?? sample(house)
        var action = try Action(previewing: Files.read(path), file: path, console)
        if let locale {
            guard LocaleTag.isKnown(locale) else {
                throw Stop(
                    "unknown locale `\(locale)`",
                    hint: "write BCP 47, such as de or fr-CH",
                    code: .validationFailure
                )
            }
            action.debtor.locale = locale
        }
        if let creditor { action.creditor = try identifier(creditor, "--creditor") }
        if shop.playbook.creditors[action.creditor] == nil {
            let known = shop.playbook.creditors.keys.sorted()
            guard creditor == nil, data == nil, let first = known.first else {
                throw Stop(
                    "creditor `\(action.creditor)` is not in channels.conf",
                    hint: "known: \(known.map(\.rawValue).joined(separator: ", ")); or name one with --creditor"
                )
            }
            action.creditor = first
        }
        return action
    }

    /// The sample whose language fits best; the first one otherwise.
    private func sample(_ house: House) throws -> String {
        let folder = house.settings.folders.templates + "/samples"
        let samples = try Files.folder(folder, endings: [".json"]).map(\.path)
        let language = (locale ?? "en").split(separator: "-")[0].lowercased()
        guard
            let chosen = samples.first(where: { $0.contains("-\(language)") || $0.hasPrefix(language) })
                ?? samples.first
        else { throw Stop("there is no sample in `\(folder)`", hint: "give an action with --data") }
        return folder + "/" + chosen
    }
}

/// One message as `run` would make it, but for an action that nobody accepted.
private struct PreviewFrame {
    let shop: Workshop
    let entry: TemplateLibrary.Entry
    let disclosures: [DisclosureID]?

    func prepare(_ action: Action, on channel: Channel, at now: Instant) -> Result<Prepared, CompositionFailure> {
        guard let provider = shop.playbook.providers[channel]?.first else {
            return .failure(CompositionFailure(["no provider for this channel in channels.conf"]))
        }
        let letter = ContactPoint(channel: .letter, value: nil)
        guard let point = channel == .letter ? letter : action.debtor.contacts.first(where: { $0.channel == channel })
        else { return .failure(CompositionFailure(["the debtor has no contact point for this channel"])) }
        let attempt = Attempt(
            id: AttemptID(trusted: "\(action.id).0"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: action.debt.group,
            step: 0,
            point: point,
            mode: nil,
            purpose: entry.manifest.purpose,
            template: entry.id,
            provider: provider.id,
            disclosures: disclosures ?? [],
            decidedAt: now,
            openUntil: nil
        )
        let intent = Intent(attempt: attempt, action: action, progress: Progress())
        return shop.composer.prepare(intent, at: now, salt: [])
    }
}

extension Action {
    /// Reads an action for a preview; all mistakes are shown before it stops.
    init(previewing bytes: [UInt8], file: String, _ console: Console) throws {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw Stop("`\(file)` is not JSON: \(error)")
        }
        let reader = JSONFieldReader(json, at: Place(file: file))
        let action = Action(reading: reader)
        let problems = reader.finish()
        guard let action, problems.isEmpty else {
            console.show(problems)
            throw Stop("`\(file)` is no action", hint: "docs/actions.md describes the format")
        }
        self = action
    }
}
