import ArgumentParser
import ContactRules
import Dunning
import Settings

struct ShowPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what one pack says, rule by rule, with the law that it cites.",
        discussion: """
            EXAMPLES:
              dunlin rules show us-ma
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The pack.")
    var pack: String

    func run() async throws {
        try await common.run { console in
            let shelf = try RuleShelf.open(House.open(common).settings.folders.rules, console)
            guard let found = shelf.book.packs.first(where: { $0.id.rawValue == pack }) else {
                let known = shelf.book.packs.map(\.id.rawValue)
                let nearest = NearestName.suggest(pack, among: known).map { "did you mean `\($0)`? " } ?? ""
                throw Stop("there is no pack `\(pack)`", hint: nearest + "known: " + known.joined(separator: ", "))
            }
            if !console.json { console.data("\(found.id): \(found.title)\n") }
            for card in found.cards { console.data(console.json ? card.json.canonical : card.words) }
        }
    }
}

extension RuleCard {
    fileprivate var json: JSON {
        .compact([
            "id": .string(id.rawValue), "kind": .string(kind), "title": .string(title), "citation": .string(citation),
            "source": .string(source), "confidence": .string(confidence.rawValue), "basis": .string(basis.rawValue),
            "reach": .string(reach.rawValue), "from": from.map { .string($0.description) },
            "to": to.map { .string($0.description) },
        ])
    }

    fileprivate var words: String {
        var lines = [
            "\(id)  [\(kind), \(basis.rawValue), confidence \(confidence.rawValue)]", "  \(title)", "  \(citation)",
        ]
        if !source.isEmpty { lines.append("  source: \(source)") }
        if let from { lines.append("  in force from \(from)\(to.map { " to \($0)" } ?? "")") }
        return lines.joined(separator: "\n") + "\n"
    }
}
