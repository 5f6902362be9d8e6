/// Whether a text can travel in the default alphabet of 3GPP TS 23.038 and its extension table.
enum GSMAlphabet {
    private static let letters: Set<Unicode.Scalar> = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà\u{0C}^{}\\[~]|€").unicodeScalars
    )

    /// Whether every character is in the alphabet.
    static func holds(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(letters.contains) }
}
