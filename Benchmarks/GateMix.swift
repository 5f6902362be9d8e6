import ContactRules
import Dunning

/// Questions as a working day brings them: 20 jurisdictions, 30 past contacts and 6 facts each; always the same ones.
struct GateMix {
    let questions: [ContactQuestion]

    init(count: Int) {
        var maker = QuestionMaker()
        questions = (0..<count).map { maker.question($0) }
    }
}

/// A place with the clock that it keeps, and a number of a line and of a mobile there.
struct MixPlace {
    let address: PostalAddress
    let zone: String
    let line: String
    let mobile: String

    private init(_ region: String, _ city: String, _ postal: String, _ zone: String, _ line: String, _ mobile: String) {
        let country = String(region.prefix(2))
        address = PostalAddress(
            city: city,
            region: region.count > 2 ? region : nil,
            postalCode: postal,
            country: country
        )
        self.zone = zone
        self.line = line
        self.mobile = mobile
    }

    static let all = [
        MixPlace("US-OH", "Columbus", "43004", "America/New_York", "+16145550110", "+16145550111"),
        MixPlace("US-FL", "Miami", "33101", "America/New_York", "+13055550110", "+13055550111"),
        MixPlace("US-MA", "Boston", "02108", "America/New_York", "+16175550110", "+16175550111"),
        MixPlace("US-DC", "Washington", "20001", "America/New_York", "+12025550110", "+12025550111"),
        MixPlace("US-NY", "New York", "10001", "America/New_York", "+12125550110", "+12125550111"),
        MixPlace("US-CA", "Los Angeles", "90001", "America/Los_Angeles", "+12135550110", "+12135550111"),
        MixPlace("US-IL", "Chicago", "60601", "America/Chicago", "+13125550110", "+13125550111"),
        MixPlace("CA-ON", "Toronto", "M5H 2N2", "America/Toronto", "+14165550110", "+14165550111"),
        MixPlace("GB", "London", "EC1A 1BB", "Europe/London", "+442079460110", "+447700900110"),
        MixPlace("IE", "Dublin", "D02 X285", "Europe/Dublin", "+35312345678", "+353851234567"),
        MixPlace("DE-NW", "Köln", "50667", "Europe/Berlin", "+4922112345678", "+4915112345678"),
        MixPlace("AT", "Wien", "1010", "Europe/Vienna", "+4311234567", "+436641234567"),
        MixPlace("CH", "Zürich", "8001", "Europe/Zurich", "+41441234567", "+41791234567"),
        MixPlace("FR", "Lyon", "69001", "Europe/Paris", "+33412345678", "+33612345678"),
        MixPlace("PL", "Warszawa", "00-001", "Europe/Warsaw", "+48221234567", "+48512345678"),
        MixPlace("IT", "Roma", "00118", "Europe/Rome", "+390612345678", "+393401234567"),
        MixPlace("NL", "Amsterdam", "1012 AB", "Europe/Amsterdam", "+31201234567", "+31612345678"),
        MixPlace("SE", "Stockholm", "111 20", "Europe/Stockholm", "+46812345678", "+46701234567"),
        MixPlace("AU-NSW", "Sydney", "2000", "Australia/Sydney", "+61291234567", "+61412345678"),
        MixPlace("JP", "Tokyo", "100-0001", "Asia/Tokyo", "+81312345678", "+819012345678"),
    ]
}

/// Draws questions one after the other from a generator with a fixed seed.
private struct QuestionMaker {
    private var chance = SplitMix(state: 20_261_121)

    mutating func question(_ number: Int) -> ContactQuestion {
        let place = MixPlace.all[number % MixPlace.all.count]
        let debt = DebtID(trusted: "debt-\(number)")
        let account = AccountID(trusted: "account-\(number)")
        let at = moment()
        let channel = self.channel()
        return ContactQuestion(
            contact: ContactQuestion.Contact(
                at: at,
                channel: channel,
                mode: mode(channel),
                to: point(channel, place, number),
                purpose: chance.pick([.reminder, .reminder, .reminder, .demand, .paymentConfirmation])
            ),
            role: chance.pick([.collector, .creditor, .creditor, .bank]),
            debtor: ContactQuestion.Recipient(
                id: DebtorID(trusted: "debtor-\(number)"),
                kind: chance.percent(90) ? .consumer : .business,
                address: place.address,
                phones: [place.mobile, place.line]
            ),
            debt: ContactQuestion.Claim(
                id: debt,
                account: account,
                kind: chance.pick([.consumer, .consumer, .utility, .medical]),
                due: CivilDate(dayNumber: Int(at.seconds / 86_400) - 200)
            ),
            history: history(of: debt, account, place, number, before: at),
            facts: facts(place, number, before: at)
        )
    }

    /// Within seven weeks around Christmas 2026, mostly in the hours of an office.
    private mutating func moment() -> Instant {
        let day = Int64(20_766 + chance.below(50))
        let minute = chance.percent(70) ? 13 * 60 + chance.below(300) : chance.below(1440)
        return Instant(seconds: day * 86_400 + Int64(minute) * 60)
    }

    private mutating func channel() -> Channel { chance.pick([.email, .email, .email, .sms, .sms, .voice, .letter]) }

    private mutating func mode(_ channel: Channel) -> Mode? {
        switch channel {
        case .email, .sms: nil
        case .voice: chance.pick([.live, .prerecorded])
        case .letter: .envelope
        }
    }

    private mutating func point(_ channel: Channel, _ place: MixPlace, _ number: Int) -> ContactPoint? {
        let use: Use = chance.percent(95) ? .home : .work
        switch channel {
        case .email: return ContactPoint(channel: .email, value: email(number), use: use)
        case .sms: return ContactPoint(channel: .sms, value: place.mobile, use: use, line: .mobile)
        case .voice: return ContactPoint(channel: .voice, value: place.line, use: use, line: .landline)
        case .letter: return nil
        }
    }

    private func email(_ number: Int) -> String { "debtor.number.\(number)@example.com" }

    /// Thirty contacts of the last half year, the oldest first.
    private mutating func history(
        of debt: DebtID,
        _ account: AccountID,
        _ place: MixPlace,
        _ number: Int,
        before at: Instant
    ) -> [PastContact] {
        let minutes = (0..<30).map { _ in chance.below(180 * 1440) + 60 }.sorted(by: >)
        return minutes.map { minutes in
            let channel = self.channel()
            let isAnswer = chance.percent(8)
            let value: String? =
                switch channel {
                case .email: email(number)
                case .sms: place.mobile
                case .voice: place.line
                case .letter: nil
                }
            return PastContact(
                at: at - .seconds(minutes * 60),
                channel: channel,
                mode: mode(channel),
                direction: isAnswer ? .in : .out,
                outcome: outcome(channel),
                use: .home,
                to: value,
                debts: [chance.percent(80) ? debt : DebtID(trusted: "other-debt-\(number)")],
                account: account,
                purpose: isAnswer ? nil : .reminder
            )
        }
    }

    private mutating func outcome(_ channel: Channel) -> Outcome {
        switch channel {
        case .email, .sms: chance.pick([.delivered, .delivered, .read])
        case .voice: chance.pick([.noAnswer, .noAnswer, .voicemail, .busy, .reached, .conversation])
        case .letter: .sent
        }
    }

    /// What is on record of most debtors, and one thing that differs.
    private mutating func facts(_ place: MixPlace, _ number: Int, before at: Instant) -> [Fact] {
        let lunch = Wish(effect: .inconvenient, days: [.monday, .friday], from: 720, to: 780, channel: .voice)
        let kinds: [Fact.Kind] = [
            .notice(.validation, channel: .letter),
            .consent(channel: .sms, value: place.mobile, form: .written, scope: .contact, until: nil),
            .optOut(channel: .email, value: email(number), via: "link", about: .marketing),
            .wish(lunch),
            .reassignedNumberCheck(value: place.mobile),
            rareFact(place, before: at),
        ]
        return kinds.enumerated().map { index, kind in
            Fact(at: at - .seconds((170 - 20 * index) * 86_400 + chance.below(80_000)), kind)
        }
    }

    private mutating func rareFact(_ place: MixPlace, before at: Instant) -> Fact.Kind {
        switch chance.below(100) {
        case 0..<3: .cease(form: .written, via: "letter")
        case 3..<5: .attorney(reachable: true, form: .written)
        case 5..<8: .paymentPlan(until: nil)
        case 8..<11: .optOut(channel: .sms, value: place.mobile, via: "STOP", about: nil)
        case 11..<13: .bankruptcy(until: nil)
        case 13..<40: .dispute(form: .written, reasoned: true, answered: at - .seconds(20 * 86_400))
        case 40..<70: .optOut(channel: .sms, value: "+15005550006", via: "STOP", about: nil)
        default: .consent(channel: .email, value: nil, form: .oral, scope: .marketing, until: nil)
        }
    }
}

/// SplitMix64: small, and the same on every machine.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func percent(_ share: Int) -> Bool { below(100) < share }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
