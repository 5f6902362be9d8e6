import CQRencode

/// The dark and light squares of a QR code (ISO/IEC 18004).
struct Symbol: Sendable, Hashable {
    /// Squares on a side, without the quiet zone.
    let side: Int
    /// Row by row, true where dark.
    let dark: [Bool]

    /// The light squares that must stay free on each side.
    static let quietZone = 4

    /// Error correction M as EPC069-12 and the Swiss QR-bill ask for; nil where the text does not fit the largest version.
    init?(_ text: String, largestVersion: Int32) {
        var bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), &bytes, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        guard code.pointee.version <= largestVersion, let data = code.pointee.data else { return nil }
        let side = Int(code.pointee.width)
        self.side = side
        dark = (0..<side * side).map { data[$0] & 1 == 1 }
    }
}
