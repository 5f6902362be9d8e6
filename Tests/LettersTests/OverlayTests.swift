import Letters
import Testing

struct OverlayTests {
    let press = LetterPress()

    @Test(arguments: Envelope.allCases)
    func `a proof is the letter with window, zones and folds named over its first page`(envelope: Envelope) throws {
        let letter = LetterDocument.german.with {
            $0.envelope = envelope
            $0.body = LetterDocument.table(rows: 60)
        }
        let (sent, proof) = (try press.print(letter), try press.proof(letter))
        let (sentFile, proofFile) = (try PDFFile(sent.bytes), try PDFFile(proof.bytes))
        #expect(proof.pages == sent.pages && proof.pages > 1)
        let words = try proofFile.words().map(\.text)
        for word in ["window,", envelope.rawValue, "fold", "slips:", "references"] { #expect(words.contains(word)) }
        for page in 2...sent.pages { #expect(try proofFile.words(page: page) == sentFile.words(page: page)) }
        let added = try proofFile.words().count - sentFile.words().count
        #expect(added > 15)
    }

    @Test(arguments: Envelope.allCases)
    func `what is printed to be sent has no trace of an overlay, also after a proof`(envelope: Envelope) throws {
        let letter = LetterDocument.german.with { $0.envelope = envelope }
        let before = try press.print(letter)
        let proof = try press.proof(letter)
        #expect(try press.print(letter) == before)
        #expect(proof.bytes != before.bytes)
        let text = try PDFFile(before.bytes).text()
        #expect(!text.contains("window") && !text.contains("fold"))
    }

    @Test(arguments: Envelope.allCases)
    func `the frame of the overlay is where the window is`(envelope: Envelope) throws {
        let page = try PDFFile(press.proof(.german.with { $0.envelope = envelope }).bytes).picture(dotsPerInch: 254)
        let window = envelope.window
        // A dot is a tenth of a millimetre; a tint lies on the paper within the window, and none a millimetre outside.
        for (x, y) in [(window.left, window.bottom), (window.right, window.top), (window.right, window.bottom)] {
            let inward = (x: x == window.left ? 1.0 : -1.0, y: y == window.top ? 1.0 : -1.0)
            let inside = page.colour(at: x + inward.x, y + inward.y)
            let outside = page.colour(at: x - inward.x, y - inward.y)
            #expect(inside.red > inside.green && inside.green < 250, "\(x) \(y): \(inside)")
            #expect(outside.red == 255 && outside.green == 255, "\(x) \(y): \(outside)")
        }
    }

    @Test(arguments: Envelope.allCases)
    func `nothing but return line and address can slip into the window`(envelope: Envelope) throws {
        let reach = envelope.reach
        let words = try PDFFile(press.print(.german.with { $0.envelope = envelope }).bytes).words().filter {
            $0.left < reach.right && $0.right > reach.left && $0.top < reach.bottom - 0.5 && $0.bottom > reach.top + 0.5
        }
        let allowed = "Frau Jana Beispiel Musterstraße 2 50667 Köln Acme Energy GmbH · Beispielweg 1 10115 Berlin"
        #expect(words.count >= 7)
        #expect(Set(words.map(\.text)).isSubset(of: allowed.split(separator: " ").map(String.init)))
    }
}
