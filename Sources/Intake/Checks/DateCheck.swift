import Dunning

/// Days and instants come in an order that can be, within the centuries that debts live in.
struct DateCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        let invoices = action["debt"]?["invoices"]?.elements ?? []
        let days = [action["debt"]?["due"]] + invoices.flatMap { [$0["issued"], $0["due"]] }
        return days.compactMap { $0.flatMap(outOfRange) } + invoices.compactMap(dueBeforeIssued) + window(action)
            + zones(action)
    }

    private func outOfRange(_ spot: Spot) -> Remark? {
        guard let date = spot.text.flatMap(CivilDate.init), !(1950..<2150).contains(date.components.year) else {
            return nil
        }
        return spot.error("`\(date)` cannot be meant", mend: "give a day from 1950 to 2149")
    }

    private func dueBeforeIssued(_ invoice: Spot) -> Remark? {
        guard let due = invoice["due"], let day = due.text.flatMap(CivilDate.init),
            let issued = invoice["issued"]?.text.flatMap(CivilDate.init), day < issued
        else { return nil }
        return due.error("due before it was issued on `\(issued)`", mend: "correct one of the two days")
    }

    private func window(_ action: Spot) -> [Remark] {
        guard let before = action["notBefore"]?.text.flatMap(Instant.init(rfc3339:)), let after = action["notAfter"],
            let end = after.text.flatMap(Instant.init(rfc3339:)), end <= before
        else { return [] }
        return [after.error("not later than `notBefore`", mend: "leave some time between the two")]
    }

    private func zones(_ action: Spot) -> [Remark] {
        (action["debtor"]?["zones"]?.elements ?? []).compactMap { zone in
            guard let name = zone.text, !KnownZones.contains(name) else { return nil }
            let nearest = KnownZones.nearest(to: name).map { "did you mean `\($0)`?" }
            return zone.error(
                "zone \(quoted(name)) is not known",
                mend: nearest ?? "write an IANA name such as `Europe/Berlin`"
            )
        }
    }
}
