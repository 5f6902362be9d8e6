import Dunning

/// The address of a letter in the fields that Lob knows, within their lengths.
struct LobAddress {
    /// Names without the `to[…]` around them, in Lob's order.
    let fields: FormFields

    private static let longestName = 40
    private static let longestLine = (us: 64, elsewhere: 200)

    /// - Throws: a permanent refusal that names all that is missing or too long.
    init(_ letter: LetterMessage) throws(Refusal) {
        guard let address = letter.address else { throw LobAddress.refusal(["the address is not known in its parts"]) }
        let isUS = address.country == "US"
        let lines = LobAddress.lines(address.lines)
        let state = address.region.map { isUS ? String($0.dropFirst("US-".count)) : $0 }
        var problems: [String] = []
        let limit = isUS ? LobAddress.longestLine.us : LobAddress.longestLine.elsewhere
        if letter.name.isEmpty || letter.name.count > LobAddress.longestName {
            problems.append("the name must have 1 to \(LobAddress.longestName) characters")
        }
        if lines.isEmpty { problems.append("there is no street") }
        if lines.contains(where: { $0.count > limit }) { problems.append("a line is over \(limit) characters long") }
        if isUS {
            if (address.city ?? "").isEmpty { problems.append("there is no city") }
            if state?.count != 2 { problems.append("there is no state") }
            if !LobAddress.isZIP(address.postalCode) { problems.append("there is no ZIP code") }
        }
        guard problems.isEmpty else { throw LobAddress.refusal(problems) }
        let known: [(String, String?)] = [
            ("name", letter.name), ("address_line1", lines.first),
            ("address_line2", lines.count > 1 ? lines[1] : nil), ("address_city", address.city),
            ("address_state", state), ("address_zip", address.postalCode), ("address_country", address.country),
        ]
        fields = FormFields(pairs: known.compactMap { name, value in value.map { (name, LobAddress.clean($0)) } })
    }

    /// Lob knows two lines; what is more shares the second.
    private static func lines(_ all: [String]) -> [String] {
        let lines = all.map(clean).filter { !$0.isEmpty }
        return lines.count <= 2 ? lines : [lines[0], lines.dropFirst().joined(separator: ", ")]
    }

    /// No control character can end a part of the form.
    private static func clean(_ text: String) -> String { HeaderText.oneLine(text) }

    private static func isZIP(_ text: String?) -> Bool {
        guard let text else { return false }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return isDigits && [[5], [5, 4]].contains(parts.map(\.utf8.count))
    }

    private static func refusal(_ problems: [String]) -> Refusal {
        Refusal(.permanent, code: "bad-address", text: "Lob takes no such address: " + problems.joined(separator: ", "))
    }
}
