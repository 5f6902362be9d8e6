import ArgumentParser
import ContactRules
import Dunning

struct HolidaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holidays",
        abstract: "List the days of a pack's holiday lists, by region, as its rules go by them.",
        discussion: """
            EXAMPLES:
              dunlin rules holidays de --year 2027
              dunlin rules holidays de --region DE-BY
              dunlin rules holidays ca-qc --json

            Without --year: 2025 to 2035.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var folder: RuleFolderOptions

    @Argument(help: "The pack.")
    var pack: String

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
            let pack = try folder.open(common, console).book.pack(named: pack)
            for day in pack.keptHolidays(in: year.map { $0...$0 } ?? 2025...2035, region: region) {
                let place = day.region.map { "  \($0)" } ?? ""
                console.data(console.json ? day.json.canonical : "\(day.date)  \(day.name)\(place)")
            }
        }
    }
}
