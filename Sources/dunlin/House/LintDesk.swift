import ContactRules
import Dispatcher
import Dunning
import Foundation
import Letters
import PhoneNumbers
import Settings
import Templates

/// Gathers what lint needs of rules, letters, creditors and samples.
struct LintDesk {
    let house: House
    let console: Console
    /// The rules where they are read already.
    var rules: RuleShelf?

    /// What is wrong in the templates; with a name, in that template alone.
    func report(on template: TemplateID?) throws -> LintReport {
        let folder = house.settings.folders.templates
        let files = try Files.folder(folder)
        let (wordings, problems) = try wordings()
        var input = LintInput(wordings: wordings ?? .none, law: try law(), press: press(), only: template)
        input.problems = problems
        for file in files where file.path.hasPrefix("samples/") && file.path.hasSuffix(".json") {
            take(file, as: "\(folder)/\(file.path)", into: &input)
        }
        let report = TemplateLibrary.lint(files: files, root: folder, with: input)
        if let template, report.templates.isEmpty {
            let names = Set(files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
            let known = names.filter { !$0.hasPrefix("_") && $0 != "samples" }.sorted()
            let nearest = NearestName.suggest(template.rawValue, among: known).map { "did you mean `\($0)`? " } ?? ""
            throw Stop("there is no template `\(template)`", hint: nearest + "known: " + known.joined(separator: ", "))
        }
        return report
    }

    /// A rule by its name, those of the word lists among them.
    func rule(_ id: String) throws -> LintRule {
        let rules = TemplateLibrary.lintRules + (try wordings().book ?? .none).rules
        if let rule = rules.first(where: { $0.id == id }) { return rule }
        let nearest = NearestName.suggest(id, among: rules.map(\.id)).map { "did you mean `\($0)`? " } ?? ""
        throw Stop("no rule is called `\(id)`", hint: nearest + "docs/lint.md lists them all")
    }

    private func wordings() throws -> (book: WordingBook?, diagnostics: [Diagnostic]) {
        let folder = house.settings.folders.rules + "/wording"
        guard FileManager.default.fileExists(atPath: folder) else { return (nil, []) }
        return WordingBook.reading(try Files.folder(folder, endings: [".toml"]), root: folder)
    }

    private func take(_ file: SourceFile, as name: String, into input: inout LintInput) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: file.bytes)
        } catch {
            input.problems.append(Diagnostic(at: Place(file: name), "sample is not JSON: \(error)"))
            return
        }
        let reader = JSONFieldReader(json, at: Place(file: name))
        let action = Action(reading: reader)
        let problems = reader.finish()
        input.problems += problems
        guard let action, problems.isEmpty, let creditor = creditor(of: action) else { return }
        let short = file.path.split(separator: "/").last.map(String.init) ?? file.path
        input.samples.append(LintInput.Sample(name: short, action: action, creditor: creditor))
    }

    /// The action's own creditor; where channels.conf does not know it, one who writes in the debtor's language.
    private func creditor(of action: Action) -> Creditor? {
        let all = house.settings.creditors
        if let own = all[action.creditor] { return own }
        let language = (action.debtor.locale ?? "").prefix(2)
        let sorted = all.values.sorted { $0.id < $1.id }
        return sorted.first { $0.locale.prefix(2) == language } ?? sorted.first
    }

    private func law() throws -> RuleBookLaw {
        let day = CivilDate(dayNumber: Int(SystemClock().now.seconds) / 86_400)
        return RuleBookLaw(
            book: try (rules ?? RuleShelf.open(house.settings.folders.rules, console)).book,
            roles: Set(house.settings.creditors.values.map(\.role)).sorted { $0.rawValue < $1.rawValue },
            day: day
        )
    }

    private func press() -> LetterPages {
        let settings = house.settings
        return LetterPages(
            press: LetterPress(pageLimit: 50),
            envelopes: ProviderShelf.envelopes(settings).sorted { $0.key < $1.key }.first?.value
                ?? Envelopes(common: .din5008B),
            phones: settings.creditors.compactMapValues { creditor in
                creditor.phone.flatMap { try? PhoneNumber(e164: $0).international }
            }
        )
    }
}

/// What the rule packs demand of messages by any of the house's creditors.
private struct RuleBookLaw: DisclosureLaw {
    let book: RuleBook
    let roles: [Role]
    let day: CivilDate

    func knows(_ place: String) -> Bool { book.knows(place) }

    func demands(in place: String, channel: Channel, purpose: Purpose, role: Role?) -> [DemandedText] {
        var demands = (role.map { [$0] } ?? roles).flatMap { role in
            book.disclosures(in: place, channel: channel, purpose: purpose, role: role, on: day)
        }
        if role != nil {
            // A first message has the long text, a later one the short one, and the long one does for both.
            let all = Set(demands.map(\.disclosure))
            demands.removeAll { !$0.accepts.isDisjoint(with: all) }
        }
        var known: Set<DisclosureID> = []
        return demands.filter { known.insert($0.disclosure).inserted }.map {
            DemandedText(disclosure: $0.disclosure, rule: $0.card.id.rawValue, citation: $0.card.citation)
        }
    }
}
