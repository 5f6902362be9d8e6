import ArgumentParser
import Dispatcher
import Dunning
import Foundation
import Settings
import Storage
import Studio
import Templates

/// One message that is to be shown.
struct PreviewJob: Sendable {
    let subject: PreviewSubject
    let selection: Selection
}

/// Finds out which messages are asked for.
struct PreviewDesk {
    let house: House
    let bench: PreviewBench
    let options: PreviewOptions
    let console: Console
    let now: Instant

    /// Reads configuration, rules and templates.
    static func open(
        _ common: CommonOptions,
        _ options: PreviewOptions,
        draws: Bool,
        _ console: Console
    ) throws -> PreviewDesk {
        let house = try House.open(common)
        let shelf = try TemplateShelf.read(house.settings.folders.templates)
        return PreviewDesk(
            house: house,
            bench: PreviewBench(try Backdrop(house, console), shelf, try options.wish(draws: draws)),
            options: options,
            console: console,
            now: try options.moment()
        )
    }

    /// The messages in the order of templates, locales, samples and channels.
    func jobs() async throws -> [PreviewJob] {
        let given = try await givenSubject()
        let names = try templates(for: given)
        let channel = try options.onlyChannel()
        let asked = try options.locales()
        if let creditor = bench.wish.creditor, house.settings.creditors[creditor] == nil {
            throw unknownCreditor(creditor)
        }
        var jobs: [PreviewJob] = []
        for name in names {
            let entry = bench.templates[TemplateID(trusted: name)]
            let locales: [String?] = asked ?? (options.all ? entry?.locales : nil) ?? [nil]
            for locale in locales {
                for subject in try given.map({ [$0] }) ?? subjects(name, locale) {
                    // Of a template that cannot be read nothing is known: its errors are shown once.
                    for channel in channel.map({ [$0] }) ?? entry?.manifest.channels ?? [.email] {
                        let selection = Selection(
                            template: name,
                            locale: locale,
                            channel: channel,
                            sample: subject.name,
                            variant: options.variant,
                            at: now
                        )
                        jobs.append(PreviewJob(subject: subject, selection: selection))
                    }
                }
            }
        }
        return jobs
    }

    private func subjects(_ template: String, _ locale: String?) throws -> [PreviewSubject] {
        if let name = options.sample {
            guard let sample = bench.samples.named(name) else {
                let known = bench.samples.all.map(\.name)
                let nearest = NearestName.suggest(name, among: known).map { "did you mean `\($0)`? " } ?? ""
                throw Stop("there is no sample `\(name)`", hint: nearest + "known: " + known.joined(separator: ", "))
            }
            return [sample]
        }
        let fitting = bench.samples.fitting(template, locale: locale ?? (options.all ? nil : "en"))
        guard !fitting.isEmpty else {
            console.show(bench.samples.diagnostics)
            throw Stop("there is no sample in `\(bench.shelf.root)/samples`", hint: "give an action with --data")
        }
        return options.all ? fitting : [fitting[0]]
    }

    private func templates(for given: PreviewSubject?) throws -> [String] {
        let known = bench.shelf.names
        guard let name = options.template else {
            if options.all { return known }
            if let given, let own = stepTemplate(of: given.action) { return [own] }
            throw Stop(
                "which template?",
                hint: "name one (\(known.joined(separator: ", "))), or all of them with --all",
                code: .validationFailure
            )
        }
        guard known.contains(name) else {
            let nearest = NearestName.suggest(name, among: known).map { "did you mean `\($0)`? " } ?? ""
            throw Stop("there is no template `\(name)`", hint: nearest + "known: " + known.joined(separator: ", "))
        }
        return [name]
    }

    /// What the first step of the action sends that sends anything.
    private func stepTemplate(of action: Action) -> String? {
        switch action.plan {
        case .sequence(let id): house.settings.sequences[id]?.steps.lazy.compactMap(\.template).first?.rawValue
        case .message(_, let template): template.rawValue
        }
    }

    /// The action of --data or --action; nil = samples are shown.
    private func givenSubject() async throws -> PreviewSubject? {
        let id: ActionID? = try options.action.map { try identifier($0, "--action") }
        if let path = options.data {
            let (actions, mistakes) = ActionFile.actions(try Files.read(path), file: path)
            guard let action = id.map({ id in actions.first { $0.id == id } }) ?? actions.first else {
                console.show(mistakes)
                throw Stop("`\(path)` has no such action", hint: "docs/actions.md describes the format")
            }
            return try checked(PreviewSubject(name: action.id.rawValue, action: action))
        }
        guard let id else { return nil }
        let desk = try await house.desk()
        guard let report = try await desk.store.action(id) else {
            throw Stop("no action is called `\(id)`", hint: "`dunlin actions list` lists them")
        }
        let debtor = report.action.debtor
        let background = try await desk.store.background(
            of: debtor.id,
            reachedAt: debtor.contacts.compactMap(\.value),
            at: now
        )
        await desk.store.close()
        return try checked(PreviewSubject(name: id.rawValue, action: report.action, background: background))
    }

    /// A real action must be of a creditor that is configured; a sample takes another one.
    private func checked(_ subject: PreviewSubject) throws -> PreviewSubject {
        guard options.creditor == nil, house.settings.creditors[subject.action.creditor] == nil else { return subject }
        throw unknownCreditor(subject.action.creditor)
    }

    private func unknownCreditor(_ creditor: CreditorID) -> Stop {
        let known = house.settings.creditors.keys.sorted().map(\.rawValue).joined(separator: ", ")
        return Stop(
            "creditor `\(creditor)` is not in channels.conf",
            hint: "known: \(known); or name one with --creditor"
        )
    }
}
