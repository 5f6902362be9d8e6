import ArgumentParser
import ContactRules
import Dunning

struct ShowPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what one pack, or one rule, says in words, with the law that it cites.",
        discussion: """
            EXAMPLES:
              dunlin rules show us-ma
              dunlin rules show us-ma.hours
              dunlin rules show de --json
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    @Argument(help: "A pack, or a rule.")
    var name: String

    func run() async throws {
        try await common.run { console in
            let book = try folder.open(common, console).book
            let year = SystemClock().now.year
            if let rule = RuleID(name), let pack = book.packs.first(where: { $0.cards.contains { $0.id == rule } }) {
                if console.json { return pack.json(of: rule).map { console.data($0) } ?? () }
                PackPage(pack, rule: rule)?.lines.forEach { console.data($0) }
                return
            }
            let pack = try book.pack(named: name)
            if console.json { return console.data(pack.json(holidaysOf: year)) }
            for line in PackPage(pack, holidaysOf: year).lines { console.data(line) }
        }
    }
}

extension Instant {
    /// The year in UTC.
    fileprivate var year: Int { CivilDate(dayNumber: Int(milliseconds / 86_400_000)).components.year }
}

extension RuleBook {
    /// A pack by its name.
    func pack(named name: String) throws -> RulePack {
        if let found = packs.first(where: { $0.id.rawValue == name }) { return found }
        let known = packs.map(\.id.rawValue)
        let isRule = name.contains(".")
        let nearest = NearestName.suggest(name, among: isRule ? cards.map(\.id.rawValue) : known)
            .map { "did you mean `\($0)`? " }
        throw Stop(
            "there is no \(isRule ? "rule" : "pack") `\(name)`",
            hint: (nearest ?? "") + "the packs: " + known.joined(separator: ", ")
        )
    }
}
