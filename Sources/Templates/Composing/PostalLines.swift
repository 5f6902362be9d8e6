import Dunning

/// The lines of an address field, in the order of the country that the letter goes to.
enum PostalLines {
    private static let postcodeLast: Set<String> = ["AU", "NZ", "CA", "IN", "US"]
    private static let postcodeBelow: Set<String> = ["GB", "IE", "GG", "JE", "IM"]

    /// Name, street, place; the country in capitals and in the sender's language where the letter leaves its country.
    static func lines(name: String, address: PostalAddress, from creditor: Creditor, formats: FormatCache) -> [String] {
        let isAbroad = address.country != creditor.country
        var lines =
            address.country == "JP" && !isAbroad
            ? japanese(name, address) : [name] + address.lines + place(address)
        if isAbroad, let country = formats[creditor.locale].country(address.country) {
            lines.append(country.uppercased())
        }
        return lines.map(CleanText.line).filter { $0.contains { !$0.isWhitespace } }
    }

    /// From the large to the small, the name last with its honorific.
    private static func japanese(_ name: String, _ address: PostalAddress) -> [String] {
        let postcode = address.postalCode.map { "〒" + $0 }
        let first = (address.city ?? "") + (address.lines.first ?? "")
        return [postcode, first].compactMap { $0 } + address.lines.dropFirst() + [name + " 様"]
    }

    private static func place(_ address: PostalAddress) -> [String] {
        let state = address.region?.split(separator: "-").last.map(String.init)
        if address.country == "US" {
            let city = [address.city, state].compactMap { $0 }.joined(separator: ", ")
            return [joined([city, address.postalCode])]
        }
        if postcodeLast.contains(address.country) { return [joined([address.city, state, address.postalCode])] }
        if postcodeBelow.contains(address.country) { return [address.city, address.postalCode].compactMap { $0 } }
        return [joined([address.postalCode, address.city])]
    }

    private static func joined(_ parts: [String?]) -> String {
        parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
