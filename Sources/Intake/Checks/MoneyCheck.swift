import Dunning

/// Sums are right: something is open, never more than was billed, in one currency, and the invoices add up to the debt.
struct MoneyCheck: ActionCheck {
    /// A thousand million million minor units: beyond any debt, and far from where sums overflow.
    static let most: Int64 = 1_000_000_000_000_000

    func remarks(on action: Spot) -> [Remark] {
        guard let debt = action["debt"] else { return [] }
        let invoices = debt["invoices"]?.elements ?? []
        let amounts = [debt["open"], debt["fees"], debt["interest"]] + invoices.flatMap { [$0["amount"], $0["open"]] }
        return amounts.compactMap { $0.flatMap(tooMuch) } + nothing(debt) + invoices.compactMap(moreThanBilled)
            + currencies(debt, invoices) + sum(debt, invoices)
    }

    private func tooMuch(_ money: Spot) -> Remark? {
        guard let minor = money["minor"], let number = minor.json.integer, number > Self.most else { return nil }
        return minor.error("\(number) is more than anyone owes", mend: "give minor units, at most \(Self.most)")
    }

    private func nothing(_ debt: Spot) -> [Remark] {
        guard let minor = debt["open"]?["minor"], minor.json.integer == 0 else { return [] }
        return [minor.error("nothing is open", mend: "send no action for a debt that is paid; record a `paid` fact")]
    }

    private func moreThanBilled(_ invoice: Spot) -> Remark? {
        guard let open = invoice["open"]?["minor"], let minor = open.json.integer,
            let billed = invoice["amount"]?["minor"]?.json.integer, minor > billed
        else { return nil }
        return open.error("\(minor) is open of \(billed) billed", mend: "give at most the amount of the invoice")
    }

    private func currencies(_ debt: Spot, _ invoices: [Spot]) -> [Remark] {
        guard let wanted = debt["open"]?["currency"]?.text, Currency(wanted) != nil else { return [] }
        let spots =
            [debt["fees"]?["currency"], debt["interest"]?["currency"]].compactMap { $0 }
            + invoices.flatMap { [$0["amount"]?["currency"], $0["open"]?["currency"]] }.compactMap { $0 }
        return spots.compactMap { spot in
            guard let code = spot.text, Currency(code) != nil, code != wanted else { return nil }
            return spot.error("`\(code)` beside `\(wanted)` of the debt", mend: "send one action for each currency")
        }
    }

    private func sum(_ debt: Spot, _ invoices: [Spot]) -> [Remark] {
        let parts = invoices.compactMap { $0["open"]?["minor"]?.json.integer }
        guard let minor = debt["open"]?["minor"], let open = minor.json.integer, !parts.isEmpty,
            parts.count == invoices.count, (parts + [open]).allSatisfy({ (0...Self.most).contains($0) })
        else { return [] }
        let sum = parts.reduce(0, +)
        guard sum != open else { return [] }
        return [minor.error("\(open) is open, but the invoices add up to \(sum)", mend: "give the sum, or no invoices")]
    }
}
