import Digests
public import Dunning

/// Signs the links on which debtors pay, one for each action, and verifies them.
///
/// A token is `v1.`, the claim as JSON in base64url, `.`, and the HMAC-SHA256 of everything in front of that point in
/// base64url. The same claim gives the same token, so that a message that is tried again has the same bytes.
public struct PaymentLinks: Hashable, Sendable {
    private static let version = "v1"

    /// The first signs; all of them verify.
    public var keys: [PaymentLinkKey]
    /// Whole days from the decision to the last day on which a link works.
    public var days: Int
    /// The page with `{token}` where the token goes; nil = the link of the action, with the token behind it.
    public var page: String?
    /// The name of the query parameter that is put behind the action's own link.
    public var parameter: String

    /// How links are made; there is at least one key.
    public init(key: PaymentLinkKey, previous: PaymentLinkKey?, days: Int, page: String? = nil, parameter: String = "t")
    {
        keys = [key] + (previous.map { [$0] } ?? [])
        self.days = days
        self.page = page
        self.parameter = parameter
    }

    /// The last day on which a link works that was decided upon at an instant.
    public func lastDay(from decided: Instant) -> CivilDate {
        CivilDate(dayNumber: Int(decided.seconds.dividedFloor(by: 86_400)) + days)
    }

    /// When a link ends: as soon as its last day is over everywhere on Earth.
    public func end(of lastDay: CivilDate) -> Instant {
        Instant(seconds: lastDay.adding(days: 1).startInUTC.seconds + 43_200)
    }

    /// The token of a claim.
    public func token(for claim: PaymentClaim) -> String {
        let payload = Base64.url.encode(claim.payload(key: keys[0].name).canonicalBytes)
        let signed = "\(Self.version).\(payload)"
        return "\(signed).\(Base64.url.encode(keys[0].code(of: signed)))"
    }

    /// The link of a claim; nil where there is neither a page nor a link of the action.
    public func link(for claim: PaymentClaim, instead own: String?) -> String? {
        if let page { return page.replacing("{token}", with: token(for: claim)) }
        guard let own else { return nil }
        let fragment = own.firstIndex(of: "#") ?? own.endIndex
        let joint = own[..<fragment].contains("?") ? "&" : "?"
        return own[..<fragment] + "\(joint)\(parameter)=\(token(for: claim))" + own[fragment...]
    }

    /// What a token says, or a link that holds one, if it is ours and still holds.
    public func verify(_ text: String, at now: Instant) throws(PaymentLinkFault) -> PaymentClaim {
        let claim = try signed(text)
        guard now < claim.expires else { throw .expired }
        return claim
    }

    /// What a token says, if it is ours, whether or not it still holds.
    public func signed(_ text: String) throws(PaymentLinkFault) -> PaymentClaim {
        guard let parts = Self.parts(of: text), let payload = Base64.url.decode(parts.payload),
            let code = Base64.url.decode(parts.code), let json = try? JSON(parsing: payload),
            let claim = PaymentClaim(payload: json), json.canonicalBytes == payload
        else { throw .malformed }
        guard let key = keys.first(where: { $0.name == json["key"]?.string }) else { throw .unknownKey }
        guard key.isValid(code, of: "\(Self.version).\(parts.payload)") else { throw .forged }
        return claim
    }

    /// Finds the token in a link: between characters that no token has.
    private static func parts(of text: String) -> (payload: String, code: String)? {
        guard text.utf8.count <= CleanText.limit else { return nil }
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0))) }
        for word in words {
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            if parts.count == 3, parts[0] == version { return (String(parts[1]), String(parts[2])) }
        }
        return nil
    }
}
