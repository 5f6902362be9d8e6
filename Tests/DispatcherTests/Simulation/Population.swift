import Dispatcher
import DunlinTesting
import Dunning

/// Actions of many kinds.
enum Population {
    static func actions(_ count: Int, seed: UInt64) -> [Action] {
        var chance = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            if number % 2 == 0 { return capped(number) }
            let isLadder = chance.next() % 3 != 0
            let hasEnd = chance.next() % 8 == 0
            let hasBeginning = chance.next() % 8 == 0
            return .sample(
                id: "A\(number)",
                debtor: "P\(number / 4)",
                debt: "D\(number / 4)",
                plan: isLadder ? .sequence(SequenceID(trusted: "standard")) : .email(),
                lane: Lane.allCases[Int(chance.next() % 3)],
                contacts: chance.next() % 10 == 0 ? [] : nil,
                notBefore: hasBeginning ? Trial.start + .seconds(40_000) : nil,
                notAfter: hasEnd ? Trial.start + .seconds(5 * 86_400) : nil
            )
        }
    }

    /// One of many messages about one debt, in a country where only the house's caps hold.
    private static func capped(_ number: Int) -> Action {
        var action = Action.sample(id: "A\(number)", debtor: "capped", debt: "capped", plan: .sms())
        action.debtor.locale = "en-GB"
        action.debtor.address?.country = "CZ"
        action.debtor.address?.region = nil
        action.debtor.contacts = [ContactPoint(channel: .sms, value: "+420601123456", use: .home, line: .mobile)]
        return action
    }
}
