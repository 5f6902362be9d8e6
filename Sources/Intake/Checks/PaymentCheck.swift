import Dunning

/// The link leads to a page that a debtor may open without harm, and a creditor reference has the right check digits.
struct PaymentCheck: ActionCheck {
    func remarks(on action: Spot) -> [Remark] {
        let payment = action["payment"]
        return [payment?["link"].flatMap(link), payment?["reference"].flatMap(reference)].compactMap { $0 }
    }

    private func link(_ spot: Spot) -> Remark? {
        guard let text = spot.text, !text.isEmpty, let reason = LinkSyntax.mistake(in: text) else { return nil }
        return spot.error("no link that may go out: \(reason)", mend: "write it like `https://pay.example.com/D-1`")
    }

    /// ISO 11649: `RF`, two check digits, up to 21 letters and digits.
    private func reference(_ spot: Spot) -> Remark? {
        let text = (spot.text ?? "").filter { $0 != " " }
        guard text.hasPrefix("RF"), text.dropFirst(2).prefix(2).allSatisfy({ ("0"..."9").contains($0) }),
            (5...25).contains(text.utf8.count), !CheckDigits.areRight(text)
        else { return nil }
        return spot.warning("the check digits are not those of ISO 11649", mend: "check the reference")
    }
}
