import ArgumentParser
import ContactRules
import Dunning

struct HolidaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holidays",
        abstract: "List the days of the packs' holiday lists, by region, as their rules go by them.",
        discussion: """
            EXAMPLES:
              dunlin rules holidays de --year 2027
              dunlin rules holidays de --region DE-BY
              dunlin rules holidays --json

            Without a pack: all packs. Without --year: 2025 to 2035.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    @Argument(help: "The packs.")
    var packs: [String] = []

    @Option(help: "One year alone.")
    var year: Int?

    @Option(help: "One region alone, with what all regions keep, such as DE-BY.")
    var region: String?

    func validate() throws {
        guard year.map({ (2000...2100).contains($0) }) ?? true else {
            throw ValidationError("holidays are worked out for the years 2000 to 2100")
        }
    }

    func run() async throws {
        try await common.run { console in
            let book = try folder.open(common, console).book
            let years = year.map { $0...$0 } ?? 2025...2035
            let chosen = try packs.isEmpty ? book.packs : packs.map { try book.pack(named: $0) }
            for pack in chosen {
                for day in pack.keptHolidays(in: years, region: region) {
                    let words = [day.pack.rawValue, "\(day.date)", day.name] + [day.region].compactMap(\.self)
                    console.data(console.json ? day.json.canonical : words.joined(separator: "  "))
                }
            }
        }
    }
}
