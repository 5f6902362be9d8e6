/// Lob, which prints and posts letters.
public struct LobSettings: Hashable, Sendable {
    /// The API without `/v1`.
    public var access: HTTPAccess
    /// The secret API key.
    public var key: Secret
    /// The secret of the webhook; nil = no reports are believed.
    public var webhookSecret: Secret?
    /// Ids of addresses in the account.
    public var from: SenderSettings
    /// Whether letters are printed in colour.
    public var isColor: Bool
    /// Whether both sides are printed.
    public var isDoubleSided: Bool
    /// Where Lob prints the address.
    public var addressPlacement: AddressPlacement
    /// The postage.
    public var mailType: MailType
    /// What letters are for.
    public var useType: UseType

    /// Where Lob prints the address.
    public enum AddressPlacement: String, CaseIterable, Hashable, Sendable {
        case insertBlankPage = "insert_blank_page"
        case topFirstPage = "top_first_page"
    }

    /// Postages of the United States Postal Service.
    public enum MailType: String, CaseIterable, Hashable, Sendable {
        case firstClass = "usps_first_class"
        case standard = "usps_standard"
    }

    /// What letters are for, as Lob wants to know of each.
    public enum UseType: String, CaseIterable, Hashable, Sendable {
        case operational, marketing
    }
}
