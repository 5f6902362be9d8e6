import Dunning

/// What the law gives a business that another one pays late, by the creditor's country.
///
/// Source: Directive 2011/7/EU, art. 3 and 6, as each state has made it its own; `rules/interest/eu.toml` cites them.
public struct LatePaymentLaw: Hashable, Sendable {
    /// The law of one country.
    struct Country: Hashable, Sendable {
        /// The rates that the points are added to.
        var reference: String
        /// What is added, in basis points.
        var points: Int
        /// The fixed compensation, in cents.
        var recoveryCost: Int64
    }

    /// Basis points by reference and half-year.
    var rates: [String: [HalfYear: Int]] = [:]
    /// By ISO 3166-1 alpha-2.
    var countries: [String: Country] = [:]

    /// No law of any country: nobody owes interest.
    public static let none = LatePaymentLaw()

    /// The countries of the Union, where the directive holds.
    private static let union = Set(
        """
        AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
        """.split(separator: " ").map(String.init)
    )

    /// What may be asked on top of an overdue debt; nil where the law gives nothing or the creditor asks for nothing.
    ///
    /// Asked for between businesses within the Union alone, in euro, and neither after a judgment nor too late to sue.
    func claim(on action: Action, by creditor: Creditor, at today: CivilDate) -> LatePaymentClaim? {
        let debt = action.debt
        guard creditor.latePayment == .statutory, let country = countries[creditor.country],
            action.debtor.kind == .business, debt.kind == .business || debt.kind == .utility,
            let home = action.debtor.address?.country, Self.union.contains(home), debt.open.currency.code == "EUR",
            !debt.judgment, !debt.timeBarred
        else { return nil }
        let late = Self.late(debt, at: today)
        guard !late.isEmpty else { return nil }
        return LatePaymentClaim(
            interest: interest(on: late, under: country, at: today),
            rate: rate(in: HalfYear(of: today), under: country),
            recoveryCost: country.recoveryCost
        )
    }

    /// What is open and overdue, with the last day to pay of each.
    private static func late(_ debt: Debt, at today: CivilDate) -> [(cents: Int64, due: CivilDate)] {
        let items =
            debt.invoices.isEmpty
            ? [(cents: debt.open.minor, due: debt.due)]
            : debt.invoices.map { (cents: $0.open.minor, due: $0.due) }
        return items.filter { $0.cents > 0 && $0.due < today }
    }

    /// In cents, exact but for the last step, which rounds the sum to the nearest cent and halves up.
    ///
    /// Simple interest for each day after the last day to pay, today included, on what is open today; a year has 365
    /// days. Nil where the rate of any of these days is not known.
    private func interest(on late: [(cents: Int64, due: CivilDate)], under country: Country, at today: CivilDate)
        -> Int64?
    {
        var sum: Int128 = 0
        for item in late {
            guard let weight = weight(from: item.due.adding(days: 1), to: today, under: country) else { return nil }
            sum += Int128(item.cents) * weight
        }
        let year: Int128 = 10_000 * 365
        return Int64(exactly: (2 * sum + year) / (2 * year))
    }

    /// The sum of the daily rates in basis points from one day to another, both included.
    private func weight(from first: CivilDate, to last: CivilDate, under country: Country) -> Int128? {
        var sum: Int128 = 0
        var day = first
        while day <= last {
            let half = HalfYear(of: day)
            guard let rate = rate(in: half, under: country) else { return nil }
            let end = min(last.adding(days: 1), half.next.firstDay)
            sum += Int128(rate.count) * Int128(end.dayNumber - day.dayNumber)
            day = end
        }
        return sum
    }

    private func rate(in half: HalfYear, under country: Country) -> BasisPoints? {
        rates[country.reference]?[half].map { BasisPoints(count: $0 + country.points) }
    }
}

/// What the law gives on one overdue debt.
struct LatePaymentClaim: Hashable, Sendable {
    /// In cents; nil where a rate is not known.
    var interest: Int64?
    /// What a year costs at present; nil where it is not known.
    var rate: BasisPoints?
    /// The fixed compensation, in cents.
    var recoveryCost: Int64
}

/// A yearly rate in units of 0.01 %.
struct BasisPoints: Hashable, Sendable {
    var count: Int
}
