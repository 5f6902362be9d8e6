import Channels
import Dunning
import Settings
import Templates

/// What messages are made with besides templates; it stays while those are edited.
struct Backdrop: Sendable {
    let settings: Settings
    let rules: RuleShelf
    let providers: [Channel: [any Provider]]
    /// What the law gives for late payment.
    let latePayment: LatePaymentLaw

    /// Reads the rules and makes the providers; all mistakes are shown before it stops.
    init(_ house: House, _ console: Console) throws {
        settings = house.settings
        rules = try RuleShelf.open(settings.folders.rules, console)
        providers = try ProviderShelf.open(settings)
        latePayment = try InterestShelf.open(settings, console)
    }
}
