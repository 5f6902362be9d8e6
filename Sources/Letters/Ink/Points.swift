/// The unit of everything on the page below the public types: 1/72 in, the unit of PDF.
enum Points {
    static let perMillimetre = 72 / 25.4

    static func from(_ millimetres: Double) -> Double { millimetres * perMillimetre }
}
