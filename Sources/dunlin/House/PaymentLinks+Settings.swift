import Settings
import Templates

extension PaymentLinks {
    /// As the configuration says; nil where links are not signed.
    init?(_ settings: Settings) {
        // The length of the keys was checked when the file was read.
        guard let terms = settings.paymentLinks, let key = PaymentLinkKey(terms.key.revealed()) else { return nil }
        self.init(
            key: key,
            previous: terms.previousKey.flatMap { PaymentLinkKey($0.revealed()) },
            days: terms.days,
            page: terms.url,
            parameter: terms.parameter
        )
    }
}
