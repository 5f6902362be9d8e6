/// The steps by weight that a country's post has for letters in the envelopes that we know; names, no prices.
///
/// Inland letters without extras. Weights and sizes are those that the posts publish; prices change every year and are
/// the operator's to configure.
public struct Postage: Sendable, Hashable {
    /// One step of the tariff.
    public struct Step: Sendable, Hashable {
        /// A short name for configuration, such as `kompaktbrief`.
        public let id: String
        /// As the post calls it.
        public let name: String
        /// The heaviest that it takes, in grams.
        public let grams: Double
        /// The thickest that it takes, in millimetres.
        public let thickness: Double
    }

    /// ISO 3166-1 alpha-2, where the letter is posted.
    public let country: String
    /// The post.
    public let carrier: String
    /// Where the steps are published.
    public let source: String
    /// From the lightest to the heaviest.
    public let steps: [Step]

    /// Nil for a country whose steps we do not know for certain.
    public init?(country: String) {
        guard let known = Self.known.first(where: { $0.country == country }) else { return nil }
        self = known
    }

    private init(_ country: String, _ carrier: String, _ source: String, _ steps: [Step]) {
        self.country = country
        self.carrier = carrier
        self.source = source
        self.steps = steps
    }

    /// The first step that takes the letter; nil for one beyond all steps, which is a parcel or needs a person.
    public func step(for piece: MailPiece) -> Step? {
        steps.first { piece.grams <= $0.grams && piece.thickness <= $0.thickness }
    }

    /// All that we know.
    public static let known = [
        Postage(
            "DE",
            "Deutsche Post",
            "Deutsche Post, Produkte und Preise: Briefe national",
            [
                Step("standardbrief", "Standardbrief", grams: 20, thickness: 5),
                Step("kompaktbrief", "Kompaktbrief", grams: 50, thickness: 10),
                Step("grossbrief", "Großbrief", grams: 500, thickness: 20),
                Step("maxibrief", "Maxibrief", grams: 1_000, thickness: 50),
            ]
        ),
        Postage(
            "CH",
            "Die Schweizerische Post",
            "Die Schweizerische Post, Briefe Inland: Formate und Gewichte",
            [
                Step("standardbrief", "Standardbrief", grams: 100, thickness: 20),
                Step("midibrief", "Midibrief", grams: 250, thickness: 20),
            ]
        ),
        Postage(
            "FR",
            "La Poste",
            "La Poste, tarifs du courrier: Lettre verte",
            [20.0, 100, 250, 500].map {
                Step("lettre-verte-\(Int($0))", "Lettre verte \(Int($0)) g", grams: $0, thickness: 30)
            }
        ),
        Postage(
            "GB",
            "Royal Mail",
            "Royal Mail, UK letter sizes and weights",
            [Step("letter", "Letter", grams: 100, thickness: 5)]
                + [100.0, 250, 500, 750].map {
                    Step("large-letter-\(Int($0))", "Large Letter \(Int($0)) g", grams: $0, thickness: 25)
                }
        ),
        Postage(
            "US",
            "USPS",
            "USPS Domestic Mail Manual 101.1 and 133: First-Class Mail letters by the ounce, at most 3.5 oz and 1/4 in",
            [1, 2, 3, 3.5].map {
                let ounces = $0 == 3.5 ? "3.5" : String(Int($0))
                return Step(
                    "letter-\(ounces)oz",
                    "First-Class Mail letter \(ounces) oz",
                    grams: $0 * 28.349_523_125,
                    thickness: 6.35
                )
            }
        ),
        Postage(
            "CA",
            "Canada Post",
            "Canada Post, Lettermail: standard",
            [30.0, 50].map {
                Step("standard-\(Int($0))", "Standard Lettermail \(Int($0)) g", grams: $0, thickness: 5)
            }
        ),
    ]
}

extension Postage.Step {
    fileprivate init(_ id: String, _ name: String, grams: Double, thickness: Double) {
        self.id = id
        self.name = name
        self.grams = grams
        self.thickness = thickness
    }
}
