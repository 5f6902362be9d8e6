import Dunning

/// How an account at Twilio, or at what speaks like it, is used; the same for texts and calls.
public struct TwilioOptions: Sendable {
    /// The API without `/2010-04-01`.
    public var service: HTTPService
    /// The account's SID.
    public var account: String
    /// The auth token, which also proves callbacks.
    public var token: String
    /// Numbers in E.164; for texts also messaging services (`MG…`) or up to 11 letters and digits.
    public var from: PerCreditor<String>
    /// Where Twilio reports and debtors' texts and key presses come in; nil = nowhere.
    public var callbacks: CallbackAddress?

    /// How an account is used.
    public init(
        service: HTTPService,
        account: String,
        token: String,
        from: PerCreditor<String>,
        callbacks: CallbackAddress? = nil
    ) {
        self.service = service
        self.account = account
        self.token = token
        self.from = from
        self.callbacks = callbacks
    }

    func statusAddress(of attempt: AttemptID) -> String? {
        callbacks.map { $0.url(.status, FormFields(["attempt": attempt.rawValue])) }
    }
}
