import Dunning

extension JSON {
    /// A day that the engine sends as `{"date": "2026-12-01"}`.
    var day: CivilDate? {
        guard let members = object, members.count == 1, let text = members["date"]?.string else { return nil }
        return CivilDate(text)
    }

    /// An amount that the engine sends as `{"minor": 250, "currency": "EUR"}`.
    var money: Money? {
        guard let members = object, members.count == 2, let minor = members["minor"]?.integer,
            let currency = members["currency"]?.string.flatMap(Currency.init)
        else { return nil }
        return Money(minor: minor, currency: currency)
    }
}
