/// What a printed letter is to the post: sheets, weight and thickness in its closed envelope.
///
/// An estimate for the choice of a postage class, before enclosures: sheets of 80 g/m² and 0.1 mm folded in three, an
/// envelope of the same paper with a quarter for flaps and glue. Paper varies by a few percent, so weigh one by hand
/// where the estimate comes near to a step.
public struct MailPiece: Sendable, Hashable {
    /// How many sheets of paper.
    public let sheets: Int
    /// The weight in grams.
    public let grams: Double
    /// The thickness in millimetres.
    public let thickness: Double

    /// What pages on sheets of the envelope's paper come to.
    public init(pages: Int, _ sides: Sides, in envelope: Envelope) {
        sheets = (pages + sides.pagesPerSheet - 1) / sides.pagesPerSheet
        let sheet = envelope.paper.width * envelope.paper.height
        let cover = envelope.size.width * envelope.size.height * 2 * Self.flaps
        grams = (Double(sheets) * sheet + cover) / 1_000_000 * Self.gramsPerSquareMetre
        thickness = (Double(sheets * Self.panels) + 2 * Self.flaps) * Self.sheetThickness
    }

    private static let gramsPerSquareMetre = 80.0
    private static let sheetThickness = 0.1
    private static let panels = 3
    private static let flaps = 1.25
}

/// Which sides of a sheet are printed on.
public enum Sides: String, Sendable, Hashable, CaseIterable {
    /// One page a sheet.
    case simplex
    /// Two pages a sheet.
    case duplex

    var pagesPerSheet: Int { self == .simplex ? 1 : 2 }
}
