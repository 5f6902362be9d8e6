import Dunning

extension RuleBook {
    /// Why nothing can be decided about a message at all, everything that is missing at once; empty where all is there.
    func refusals(for inquiry: Inquiry) -> [Remark] {
        let whereabouts = inquiry.whereabouts
        var remarks = whereabouts.gaps.map { remark(on: $0) }
        if remarks.isEmpty, whereabouts.candidates.isEmpty || whereabouts.zones(.address).isEmpty {
            remarks.append(remark(on: .nothing))
        }
        if hasOldZones {
            for pack in packs(for: whereabouts).map({ packs[$0] }) {
                guard let wanted = pack.tzdata, wanted > zones.version else { continue }
                let words =
                    "pack `\(pack.id)` demands tz data \(wanted), and this is \(zones.version); "
                    + "put a newer places/tzdata.tsv in place"
                remarks.append(Remark(card: builtIn.newEnoughZones, words: words))
            }
        }
        for held in inquiry.facts {
            guard case .other(let kind, _) = held.fact.kind, held.end > inquiry.at, !knownFactKinds.contains(kind)
            else { continue }
            let words =
                "a fact of the kind `\(kind)` is on record, and no rule reads it: it may be one that forbids; add the "
                + "rule that reads it to a pack, or release the fact"
            remarks.append(Remark(card: builtIn.factKnown, words: words))
        }
        return remarks
    }

    private func remark(on gap: Whereabouts.Gap) -> Remark {
        switch gap {
        case .nothing:
            let words = "nothing tells where the debtor is; supply `debtor.address` or a phone number"
            return Remark(card: builtIn.placeKnown, words: words)
        case .numbers(let numbers):
            let words =
                "no country has numbers that begin like \(listed(numbers.map { "`\($0)`" })); supply `debtor.address`, "
                + "or the number with its country code"
            return Remark(card: builtIn.placeKnown, words: words)
        case .country(let code):
            let words =
                "`\(code)` is no country that is known here; supply `debtor.address.country` as ISO 3166-1, like `DE`"
            return Remark(card: builtIn.countryKnown, words: words)
        case .zone(let name):
            let words =
                "`\(name)` is no time zone of the tz database; supply `debtor.zones` like `Europe/Berlin`, or none"
            return Remark(card: builtIn.zoneKnown, words: words)
        }
    }

    /// What is to be said of the place beside the rules, and stops nothing.
    func remarks(on whereabouts: Whereabouts) -> [Remark] {
        var remarks: [Remark] = []
        for doubt in whereabouts.doubts { remarks.append(remark(on: doubt, whereabouts)) }
        guard whereabouts.doubts.isEmpty else { return remarks }
        for candidate in whereabouts.candidates {
            guard candidate.regions?.count != 1, regionalCountries.contains(candidate.country) else { continue }
            let country = places.name(ofCountry: candidate.country)
            let scope =
                candidate.regions.map { "of \(listed($0.map { "`\($0.code)`" }))" } ?? "of all regions of \(country)"
            let words = "the region is not known: law and clocks \(scope) count; supply `debtor.address.region`"
            remarks.append(Remark(card: builtIn.regionUnknown, words: words))
        }
        return remarks
    }

    /// Where a rule goes by public holidays that the place table does not know; nil where all are known.
    func holidayRemark(for inquiry: Inquiry, _ jury: [Juror]) -> Remark? {
        let isAsked = publicHolidayRules.contains { rule in jury.contains { $0.rule === rule } }
        guard isAsked, let zone = inquiry.zones(.address).first else { return nil }
        let country = inquiry.whereabouts.countries.first { places.publicHolidays[$0] == nil }
        if let country {
            let words =
                "no public holidays of \(places.name(ofCountry: country)) are known, so none is kept; "
                + "add them to places/holidays.tsv, or write a pack"
            return Remark(card: builtIn.holidaysUnknown, words: words)
        }
        let year = CivilDate(dayNumber: zone.day(at: inquiry.at)).components.year
        guard let years = places.holidayYears, !years.contains(year) else { return nil }
        let words =
            "the public holidays are known from \(years.lowerBound) to \(years.upperBound) alone; "
            + "put a newer places/holidays.tsv in place"
        return Remark(card: builtIn.holidaysUnknown, words: words)
    }

    private func remark(on doubt: Whereabouts.Doubt, _ whereabouts: Whereabouts) -> Remark {
        let country = places.name(ofCountry: whereabouts.countries.first ?? "")
        switch doubt {
        case .unknownRegion(let code):
            let words =
                "`\(code)` is no region of \(country) that is known here: law and clocks of all of them count; "
                + "supply `debtor.address.region` as ISO 3166-2"
            return Remark(card: builtIn.regionUnknown, words: words)
        case .derived(let codes, let evidence, let told):
            let found = listed(codes.map { "`\($0)`" })
            let why = told.map { "`\($0)` is no region of \(country) that is known here" } ?? "the region was not told"
            return Remark(card: builtIn.regionDerived, words: "\(why); \(found) is taken from \(evidence)")
        case .contradiction(let told, let evidence, let others):
            let words =
                "\(evidence) lies in \(listed(others.map { "`\($0)`" })), not in `\(told)`: law and clocks of all of them "
                + "count; correct `debtor.address`"
            return Remark(card: builtIn.regionDoubtful, words: words)
        }
    }

    /// A juror that holds the message until the clock has caught up with the record; nil where it has.
    func clockJuror(for inquiry: Inquiry) -> Juror? {
        let latest = max(inquiry.latestContact, inquiry.latestFact)
        guard latest > inquiry.at else { return nil }
        let rule = Rule(card: builtIn.clock, scope: Scope(), zones: .address, body: ClockRule(latest: latest))
        return Juror(rule: rule, zones: inquiry.zones(.address))
    }
}
