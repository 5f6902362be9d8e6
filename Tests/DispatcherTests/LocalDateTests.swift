import Channels
import Dispatcher
import DunlinTesting
import Dunning
import Storage
import Templates
import Testing

struct LocalDateTests {
    struct Row: Sendable {
        var country: String
        var region: String?
        var zones: [String] = []
        var at: String
        var day: Int
    }

    static let rows = [
        // 8:30 on the 19th in Tokyo is still the 18th in UTC.
        Row(country: "JP", at: "2026-11-18T23:30:00Z", day: 19),
        Row(country: "JP", at: "2026-11-18T14:59:59Z", day: 18),
        // 21:00 on the 17th in Honolulu is already the 18th in UTC.
        Row(country: "US", region: "US-HI", at: "2026-11-18T07:00:00Z", day: 17),
        Row(country: "US", region: "US-HI", at: "2026-11-18T10:00:00Z", day: 18),
        Row(country: "DE", at: "2026-11-18T22:59:59Z", day: 18),
        Row(country: "DE", at: "2026-11-18T23:00:00Z", day: 19),
        // Where the debtor is known to be wins over the address.
        Row(country: "DE", zones: ["Asia/Tokyo"], at: "2026-11-18T15:00:00Z", day: 19),
    ]

    @Test(arguments: rows)
    func `a message bears the date of the debtor's own clock`(row: Row) async throws {
        try await Trial.with { trial in
            var action = Action.sample(plan: .message(.letter, TemplateID(trusted: "reminder")))
            action.debtor.locale = "en-GB"
            action.debtor.address?.country = row.country
            action.debtor.address?.region = row.region
            action.debtor.zones = row.zones
            let now = try #require(Instant(rfc3339: row.at))
            let prepared = try trial.composer.prepare(letter(to: action, at: now), at: now, salt: [1]).get()
            guard case .letter(let letter) = prepared.composition.content else {
                Issue.record("no letter")
                return
            }
            #expect(letter.date.contains("\(row.day) November 2026"), "\(letter.date)")
        }
    }

    private func letter(to action: Action, at now: Instant) -> Intent {
        let attempt = Attempt(
            id: AttemptID(trusted: "A1.1"),
            action: action.id,
            debtor: action.debtor.id,
            debt: action.debt.id,
            account: action.account,
            group: nil,
            step: 0,
            point: ContactPoint(channel: .letter, value: nil, use: .home),
            mode: .envelope,
            purpose: .reminder,
            template: TemplateID(trusted: "reminder"),
            provider: ProviderID(trusted: "letter.primary"),
            disclosures: [],
            decidedAt: now,
            openUntil: nil
        )
        return Intent(attempt: attempt, action: action, progress: Progress(state: .working, attempts: 1))
    }
}
