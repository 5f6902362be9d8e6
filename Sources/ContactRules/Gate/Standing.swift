import Dunning
import Synchronization

/// All that follows from where a debtor may be, worked out once for each place.
final class Standing: Sendable {
    let whereabouts: Whereabouts
    /// The packs whose law may hold, by their places in the book.
    let packs: [Int]
    let jurisdictions: [PackID]
    /// The names of all zones that are indicated.
    let zoneNames: [String]
    let clock: FindingClock
    /// What is to be said of the place, whatever is asked.
    let remarks: [Finding]
    /// Nothing can be decided at this place.
    let isRefused: Bool
    let juries: JuryTable

    init(_ whereabouts: Whereabouts, isRefused: Bool, packs: [Int], _ juries: JuryTable, _ book: RuleBook) {
        self.whereabouts = whereabouts
        self.packs = packs
        self.juries = juries
        self.isRefused = isRefused
        jurisdictions = packs.map { book.packs[$0].id }
        zoneNames = whereabouts.zones(.allIndicated).map(\.name)
        let clock = FindingClock(zone: whereabouts.zones(.address).first)
        self.clock = clock
        remarks = book.remarks(on: whereabouts).map { $0.finding(.open, clock) }
    }
}

/// The places that were asked about; what is found in it is what would be worked out anew, so it changes no answer.
final class StandingCache: Sendable {
    private static let most = 16_384

    private let standings = Mutex<[PlaceKey: Standing]>([:])
    private let juries = Mutex<[JuryPlace: JuryTable]>([:])

    func standing(_ key: PlaceKey, _ make: () -> Standing) -> Standing {
        if let known = standings.withLock({ $0[key] }) { return known }
        let made = make()
        // What is missing is told in the words of the question.
        guard !made.isRefused else { return made }
        standings.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[key] = made
        }
        return made
    }

    func juries(_ place: JuryPlace) -> JuryTable {
        juries.withLock { known in
            if let table = known[place] { return table }
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            let table = JuryTable()
            known[place] = table
            return table
        }
    }
}

/// What `Whereabouts` reads of a question.
struct PlaceKey: Hashable {
    private let country: String
    private let region: String?
    private let city: String?
    private let postalCode: String?
    private let zones: [String]
    /// Which beginnings the numbers have, up to four different ones of 16 bits each, in their order.
    private var numbers: UInt64 = 0

    /// nil where there are too many numbers.
    init?(_ question: ContactQuestion, _ phones: PhoneTrie) {
        country = question.debtor.address?.country ?? ""
        region = question.debtor.address?.region
        city = question.debtor.address?.city
        postalCode = question.debtor.address?.postalCode
        zones = question.debtor.zones
        switch question.contact.channel {
        case .sms, .voice:
            if let number = question.contact.to?.value, !add(phones.find(number)) { return nil }
        case .email, .letter: break
        }
        for number in question.debtor.phones where !add(phones.find(number)) { return nil }
    }

    private mutating func add(_ number: UInt32) -> Bool {
        guard number != 0 else { return true }
        guard number <= UInt16.max else { return false }
        for shift in stride(from: UInt64(0), to: 64, by: 16) {
            let known = numbers >> shift & 0xFFFF
            if known == UInt64(number) { return true }
            if known == 0 {
                numbers |= UInt64(number) << shift
                return true
            }
        }
        return false
    }
}

/// What the choice of the rules and of their zones reads of a place.
struct JuryPlace: Hashable {
    let packs: [Int]
    let isUncovered: Bool
    let countries: [String]
    let zones: [[String]]

    init(_ whereabouts: Whereabouts, packs: [Int], isUncovered: Bool) {
        self.packs = packs
        self.isUncovered = isUncovered
        countries = whereabouts.countries
        zones = [whereabouts.known, whereabouts.home, whereabouts.phones].map { $0.map(\.name) }
    }
}

/// The rules that take part at a place, by what is asked about.
final class JuryTable: Sendable {
    private static let most = 1_024

    private struct Key: Hashable {
        let traits: UInt64
        let route: String?
    }

    private let juries = Mutex<[Key: [Juror]]>([:])

    func jury(_ traits: Traits, route: String?, _ make: () -> [Juror]) -> [Juror] {
        let key = Key(traits: traits.rawValue, route: route)
        if let known = juries.withLock({ $0[key] }) { return known }
        let made = make()
        juries.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[key] = made
        }
        return made
    }
}

extension RuleBook {
    /// What follows from the place of a question.
    func standing(of question: ContactQuestion) -> Standing {
        guard let key = PlaceKey(question, phones) else { return freshStanding(of: question) }
        return standings.standing(key) { freshStanding(of: question) }
    }

    /// The same, worked out anew.
    func freshStanding(of question: ContactQuestion) -> Standing {
        let whereabouts = Whereabouts(question, places: places, zones: zones)
        var bare = question
        bare.history = []
        bare.facts = []
        let isRefused = !refusals(for: Inquiry(bare, whereabouts: whereabouts)).isEmpty
        let packs = packs(for: whereabouts)
        let place = JuryPlace(whereabouts, packs: packs, isUncovered: isUncovered(whereabouts))
        return Standing(whereabouts, isRefused: isRefused, packs: packs, standings.juries(place), self)
    }
}
