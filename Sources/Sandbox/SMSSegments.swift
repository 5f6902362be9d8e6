/// Into how many parts a text message is cut on its way (3GPP TS 23.038).
struct SMSSegments: Equatable {
    /// `GSM-7` or `UCS-2`.
    let encoding: String
    let count: Int
    /// In units of the encoding: septets or 16-bit units.
    let length: Int

    init(_ text: String) {
        var septets = 0
        for scalar in text.unicodeScalars {
            if SMSSegments.basic.contains(scalar) {
                septets += 1
            } else if SMSSegments.extended.contains(scalar) {
                septets += 2
            } else {
                let units = text.utf16.count
                (encoding, length, count) = ("UCS-2", units, units <= 70 ? 1 : (units + 66) / 67)
                return
            }
        }
        (encoding, length, count) = ("GSM-7", septets, septets <= 160 ? 1 : (septets + 152) / 153)
    }

    private static let basic = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
        abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars
    )
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)
}
