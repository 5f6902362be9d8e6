import Dunning

/// Country and region are real and belong together: the law that holds follows from them.
struct AddressCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        guard let address = action["debtor"]?["address"], let country = address["country"], let code = country.text
        else {
            return []
        }
        guard Countries.contains(code) else {
            let mend =
                Countries.contains(code.uppercased())
                ? "write `\(code.uppercased())`" : "write an ISO 3166-1 code such as `DE`"
            return [country.error("country \(quoted(code)) is not known", mend: mend)]
        }
        guard let region = address["region"], let name = region.text else { return [] }
        return remark(on: region, name, in: code).map { [$0] } ?? []
    }

    private func remark(on region: Spot, _ name: String, in country: String) -> Remark? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        let isSpeltRight =
            parts.count == 2 && parts[0].utf8.count == 2 && (1...3).contains(parts[1].utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
        guard isSpeltRight else {
            return region.error(
                "region \(quoted(name)) is none of ISO 3166-2",
                mend: "write it like `\(country)-…`, or leave it out"
            )
        }
        guard parts[0] == country else {
            return region.error("region `\(name)` is not in `\(country)`", mend: "correct the region or the country")
        }
        guard let known = Regions.known[country], !known.contains(String(parts[1])) else { return nil }
        return region.error("`\(country)` has no region `\(name)`", mend: "write a code of ISO 3166-2, or leave it out")
    }
}
