import Dunning
import TOML

extension ProviderKeys {
    /// What a provider charges, by country.
    static var price: SettingsKey<PriceList> {
        SettingsKey(
            "price",
            #"a table such as `{ currency = "EUR", default = "0.08", DE = "0.075" }`"#,
            "What it charges, for previews: for a segment, a started minute, a mail, a letter. "
                + "Letters may also have `page`, `sheet`, and postage by weight: `DE = { 20g = \"0.95\" }`."
        ) { node, _ throws(TOMLMistake) in try PriceTable.read(node) }
    }
}

/// Reads a table of prices.
private enum PriceTable {
    static func read(_ node: TOMLNode) throws(TOMLMistake) -> PriceList {
        let table = try node.table()
        guard let code = table["currency"] else {
            throw TOMLMistake("a table of prices needs `currency`", mend: "add one, such as `currency = \"EUR\"`")
        }
        let name = try code.node.line()
        guard let currency = Currency(name) else {
            throw TOMLMistake("currency \(quoted(name)) is not known", mend: "write an ISO 4217 code such as `EUR`")
        }
        var list = PriceList(currency: currency, common: nil, byCountry: [:], page: nil, sheet: nil)
        for entry in table.entries where entry.key != "currency" {
            switch entry.key {
            case "default": list.common = try tariff(entry.node)
            case "page": list.page = try price(entry.node)
            case "sheet": list.sheet = try price(entry.node)
            case let country where Countries.contains(country): list.byCountry[country] = try tariff(entry.node)
            default:
                throw TOMLMistake(
                    "\(quoted(entry.key)) is no country",
                    mend: "write `default`, or an ISO 3166-1 code such as `DE`; letters also have `page` and `sheet`"
                )
            }
        }
        return list
    }

    private static func tariff(_ node: TOMLNode) throws(TOMLMistake) -> PriceList.Tariff {
        guard case .table(let table) = node.value else { return .flat(try price(node)) }
        var steps: [PriceList.WeightStep] = []
        for entry in table.entries {
            guard entry.key.hasSuffix("g"), let grams = Int(entry.key.dropLast()), (1...10_000).contains(grams) else {
                throw TOMLMistake("\(quoted(entry.key)) is no weight", mend: "write grams, such as `20g`")
            }
            steps.append(PriceList.WeightStep(grams: grams, price: try price(entry.node)))
        }
        guard !steps.isEmpty else {
            throw TOMLMistake("a table of postage is empty", mend: "write `{ 20g = \"0.95\" }`, or one price")
        }
        return .byWeight(steps.sorted { $0.grams < $1.grams })
    }

    private static func price(_ node: TOMLNode) throws(TOMLMistake) -> Price {
        let text = try node.line()
        guard let price = Price(text) else {
            throw TOMLMistake("\(quoted(text)) is no price", mend: "write a decimal in quotes, such as `\"0.075\"`")
        }
        return price
    }
}

extension ProviderReading {
    /// The prices; sheets, pages and weights are the post's alone.
    func price() -> PriceList? {
        let list = get(ProviderKeys.price)
        guard let list, channel != .letter else { return list }
        let tariffs = [list.common].compactMap(\.self) + list.byCountry.values
        let hasWeights = tariffs.contains { if case .byWeight = $0 { true } else { false } }
        if list.page != nil || list.sheet != nil || hasWeights {
            reader.complain("only letters have pages, sheets and weights", mend: "write one price", at: "price")
        }
        return list
    }
}
