public import Dunning

/// Where one provider calls back: `<public URL>/callbacks/<provider>/<what>`.
public struct CallbackAddress: Hashable, Sendable {
    /// What comes in under an address.
    public enum Matter: String, CaseIterable, Hashable, Sendable {
        /// What became of an attempt.
        case status
        /// A key pressed in a call.
        case key
        /// A text from a debtor.
        case message
    }

    /// The address that providers see, without a slash at the end.
    public let publicURL: String
    /// Whose callbacks come in there.
    public let provider: ProviderID

    /// The callbacks of one provider below a public URL, which may end in a slash.
    public init(publicURL: String, provider: ProviderID) {
        var url = publicURL[...]
        while url.hasSuffix("/") { url.removeLast() }
        self.publicURL = String(url)
        self.provider = provider
    }

    /// The path of a matter, as the server routes it.
    public func path(_ matter: Matter) -> String { "/callbacks/\(provider)/\(matter.rawValue)" }

    /// The address of a matter with what is to come back behind the `?`.
    func url(_ matter: Matter, _ query: FormFields = FormFields()) -> String {
        let behind = query.encoded
        return publicURL + path(matter) + (behind.isEmpty ? "" : "?" + behind)
    }
}
