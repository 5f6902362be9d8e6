import Letters
import Testing

struct PostageTests {
    @Test(arguments: [(1, Sides.simplex, 1), (2, .simplex, 2), (1, .duplex, 1), (2, .duplex, 1), (3, .duplex, 2)])
    func `pages come on sheets with one side or both`(pages: Int, sides: Sides, sheets: Int) {
        #expect(MailPiece(pages: pages, sides, in: .din5008B).sheets == sheets)
    }

    @Test func `a sheet of A4 is five grams and its envelope too`() {
        let one = MailPiece(pages: 1, .simplex, in: .din5008B)
        let two = MailPiece(pages: 2, .simplex, in: .din5008B)
        #expect(abs(two.grams - one.grams - 4.99) < 0.01)
        #expect(abs(one.grams - 9.83) < 0.01)
    }

    static let classes: [(String, Int, Envelope, String?)] = [
        ("DE", 1, .din5008B, "standardbrief"), ("DE", 3, .din5008B, "standardbrief"),
        ("DE", 4, .din5008B, "kompaktbrief"), ("DE", 9, .din5008B, "kompaktbrief"),
        ("DE", 10, .din5008B, "grossbrief"), ("CH", 19, .din5008B, "standardbrief"),
        ("CH", 20, .din5008B, "midibrief"), ("FR", 3, .din5008B, "lettre-verte-20"),
        ("FR", 4, .din5008B, "lettre-verte-100"), ("GB", 15, .din5008B, "letter"),
        // Thicker than 5 mm before it is heavier than 100 g.
        ("GB", 16, .din5008B, "large-letter-100"), ("US", 4, .us10, "letter-1oz"), ("US", 5, .us10, "letter-2oz"),
        ("US", 40, .us10, nil), ("CA", 5, .us10, "standard-30"), ("CA", 6, .us10, "standard-50"),
    ]

    @Test(arguments: classes)
    func `the first step that takes weight and thickness is the class`(
        country: String,
        sheets: Int,
        envelope: Envelope,
        id: String?
    ) throws {
        let postage = try #require(Postage(country: country))
        #expect(postage.step(for: MailPiece(pages: sheets, .simplex, in: envelope))?.id == id)
    }

    @Test(arguments: Postage.known)
    func `steps rise, and names are told apart`(postage: Postage) {
        #expect(!postage.source.isEmpty && !postage.carrier.isEmpty)
        #expect(zip(postage.steps, postage.steps.dropFirst()).allSatisfy { $0.grams <= $1.grams })
        #expect(Set(postage.steps.map(\.id)).count == postage.steps.count)
    }

    @Test func `a country that we do not know has no classes`() {
        #expect(Postage(country: "ZZ") == nil)
    }

    @Test func `a printed letter knows its sheets`() throws {
        let letter = LetterDocument.german.with { $0.body = LetterDocument.table(rows: 60) }
        let pdf = try LetterPress().print(letter)
        #expect(pdf.pages == 3)
        #expect(pdf.mailPiece(.simplex).sheets == 3 && pdf.mailPiece(.duplex).sheets == 2)
    }
}
