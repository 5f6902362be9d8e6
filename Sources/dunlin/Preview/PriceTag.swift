import Settings
import Studio

/// What a message costs by the price table of its provider.
struct PriceTag {
    let prices: PriceList
    /// ISO 3166-1: where it goes; nil where nobody knows.
    let country: String?

    /// The cost; nil where the table says nothing of the country.
    func cost(of content: Likeness) -> Cost? {
        switch content {
        case .email: flat.map { counted($0, 1, "mail") }
        case .sms(let text): flat.map { counted($0, text.segments.count, "segment") }
        case .voice(let call): flat.map { cost($0, of: call) }
        case .letter(let letter): cost(of: letter)
        }
    }

    private var flat: Price? {
        guard case .flat(let price)? = prices.tariff(for: country) else { return nil }
        return price
    }

    private func counted(_ price: Price, _ count: Int, _ unit: String) -> Cost {
        let units = "\(count) \(unit)\(count == 1 ? "" : "s")"
        return Cost(total: text(price * count), how: "\(units) at \(text(price))\(place)")
    }

    private func cost(_ price: Price, of call: Likeness.Call) -> Cost {
        guard let milliseconds = call.milliseconds else {
            return Cost(total: "\(text(price)) a started minute", how: "no voice is installed to time it\(place)")
        }
        return counted(price, max(1, (milliseconds + 59_999) / 60_000), "started minute")
    }

    private func cost(of letter: Likeness.Letter) -> Cost? {
        guard let postage = postage(of: letter.grams) else { return nil }
        var total = postage
        var how = ["postage \(text(postage))\(place)"]
        if let page = prices.page {
            total = total + page * letter.pages
            how.append("\(letter.pages) page\(letter.pages == 1 ? "" : "s") at \(text(page))")
        }
        if let sheet = prices.sheet {
            total = total + sheet * letter.sheets
            how.append("\(letter.sheets) sheet\(letter.sheets == 1 ? "" : "s") at \(text(sheet))")
        }
        return Cost(total: text(total), how: how.joined(separator: ", "))
    }

    private func postage(of grams: Int) -> Price? {
        switch prices.tariff(for: country) {
        case .flat(let price)?: price
        case .byWeight(let steps)?: steps.first { $0.grams >= grams }?.price
        case nil: nil
        }
    }

    private func text(_ price: Price) -> String { price.text(in: prices.currency) }

    private var place: String { country.map { " (\($0))" } ?? "" }
}
