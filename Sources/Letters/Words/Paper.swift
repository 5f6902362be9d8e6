/// A rectangle on the page in millimetres, from the top left corner.
public struct Area: Sendable, Hashable {
    /// From the left edge of the paper.
    public let left: Double
    /// From the upper edge of the paper.
    public let top: Double
    /// The horizontal extent.
    public let width: Double
    /// The vertical extent.
    public let height: Double

    /// A rectangle by its upper left corner and its size, in millimetres.
    public init(left: Double, top: Double, width: Double, height: Double) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    /// The right edge.
    public var right: Double { left + width }
    /// The lower edge.
    public var bottom: Double { top + height }
}

/// The sheet that a letter is printed on.
public enum Paper: String, Sendable, Hashable, CaseIterable {
    /// ISO 216 A4, 210 × 297 mm.
    case a4
    /// ANSI A, 8.5 × 11 in.
    case usLetter = "us-letter"

    /// The width in millimetres.
    public var width: Double {
        switch self {
        case .a4: 210
        case .usLetter: 215.9
        }
    }

    /// The height in millimetres.
    public var height: Double {
        switch self {
        case .a4: 297
        case .usLetter: 279.4
        }
    }
}
