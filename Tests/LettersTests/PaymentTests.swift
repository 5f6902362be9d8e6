import Foundation
import Letters
import Testing

struct PaymentTests {
    let press = LetterPress()

    func code(_ change: (inout PaymentBlock) -> Void) throws -> String? {
        try press.print(.german.with { $0.payment = .box(PaymentBlock.german.with(change)) }).paymentCode
    }

    @Test func `the payload follows EPC069-12, with a structured reference`() throws {
        let expected = "BCD\n002\n1\nSCT\n\nAcme Energy GmbH\nDE02120300000000202051\nEUR1234.50\n\nRF18539007547034"
        #expect(try code { _ in } == expected)
    }

    @Test func `a free reference goes into its own element, a bank into its own`() throws {
        let payload = try code {
            $0.bic = "BYLADEM1001"
            $0.reference = "Rechnung 7, Müller"
            $0.euroCents = 5
        }
        let expected =
            "BCD\n002\n1\nSCT\nBYLADEM1001\nAcme Energy GmbH\nDE02120300000000202051\nEUR0.05\n\n\nRechnung 7, Müller"
        #expect(payload == expected)
    }

    @Test(arguments: [Set(["ascii"]), ["umlauts"], ["longest"]])
    func `a scanner reads the printed code byte for byte`(kind: Set<String>) throws {
        let letter = LetterDocument.german.with {
            guard !kind.contains("ascii") else { return }
            $0.payment = .box(
                .german.with {
                    $0.accountHolder = "Müßiggang & Söhne Œuvre"
                    $0.reference = kind.contains("longest") ? String(repeating: "Ä1", count: 70) : "Rechnung für Jörg"
                }
            )
        }
        let pdf = try press.print(letter)
        let file = try PDFFile(pdf.bytes)
        let image = file.path + ".png"
        defer { try? FileManager.default.removeItem(atPath: image) }
        _ = try Tool.pdftoppm.text(["-r", "200", "-png", "-singlefile", file.path, file.path])
        let (read, status) = try Tool.zbarimg.run(["--quiet", "--raw", "--oneshot", "-Sbinary", image])
        #expect(status == 0)
        let payload = try #require(pdf.paymentCode)
        #expect(read.starts(with: Data(payload.utf8)))
        #expect(read.count <= payload.utf8.count + 1)
    }

    @Test(arguments: [
        "DE02120300000000202052", "DE0212030000000020205", "XX00", "", "DE02 1203 0000 0000 2020 5!",
        "GB82WEST1234569876543",
        "DE021203000000002020511111111111111111111", "de",
    ])
    func `an IBAN with a wrong checksum, length or character is refused`(iban: String) {
        #expect(throws: LetterError.payment(.iban)) { try code { $0.iban = iban } }
    }

    @Test(arguments: [
        "de02120300000000202051", "GB82 WEST 1234 5698 7654 32", "FR1420041010050500013M02606", "NO9386011117947",
        "CH93 0076 2011 6238 5295 7", "AE070331234567890123456",
    ])
    func `a right IBAN is printed in groups of four`(iban: String) throws {
        let letter = LetterDocument.german.with { $0.payment = .box(.german.with { $0.iban = iban }) }
        let compact = iban.replacing(" ", with: "").uppercased()
        let text = try PDFFile(press.print(letter).bytes).text(layout: true)
        let printed = text.replacing("\u{A0}", with: " ")
        #expect(
            printed.contains(
                stride(from: 0, to: compact.count, by: 4).map { compact.dropFirst($0).prefix(4) }.joined(separator: " ")
            )
        )
    }

    @Test(arguments: [
        (Int64(1), true), (99_999_999_999, true), (0, false), (-1, false), (100_000_000_000, false), (.max, false),
    ])
    func `the amount is from one cent to 999999999.99 euro`(cents: Int64, right: Bool) throws {
        guard right else {
            #expect(throws: LetterError.payment(.amount)) { try code { $0.euroCents = cents } }
            return
        }
        #expect(try code { $0.euroCents = cents } != nil)
    }

    @Test func `there is no code where no SEPA transfer can go`() throws {
        #expect(try code { $0.euroCents = nil } == nil)
        #expect(try code { $0.iban = "AE070331234567890123456" } == nil)
        #expect(try code { $0.iban = "CH9300762011623852957" } == nil)
        #expect(
            try code {
                $0.iban = "CH9300762011623852957"
                $0.bic = "POFICHBEXXX"
            } != nil
        )
    }

    @Test(arguments: ["", "ABC", "BYLADEM100", "BYLA12M1001", "BYLADEM1\n01"])
    func `a BIC of another form is refused`(bic: String) {
        #expect(throws: LetterError.payment(.bic)) { try code { $0.bic = bic } }
    }

    @Test func `holder and reference keep to their lengths, and all to 331 bytes`() throws {
        #expect(throws: LetterError.payment(.accountHolder)) { try code { $0.accountHolder = " " } }
        #expect(throws: LetterError.payment(.accountHolder)) {
            try code { $0.accountHolder = String(repeating: "a", count: 71) }
        }
        #expect(throws: LetterError.payment(.reference)) {
            try code { $0.reference = String(repeating: "a", count: 141) }
        }
        #expect(throws: LetterError.payment(.payload(bytes: 472))) {
            try code {
                $0.accountHolder = String(repeating: "長", count: 70)
                $0.reference = String(repeating: "ä", count: 105)
            }
        }
    }

    @Test func `a line feed in a value cannot add an element to the payload`() throws {
        let payload = try code {
            $0.accountHolder = "Acme\nDE00\nEUR1"
            $0.reference = "a\r\nb"
        }
        #expect(payload?.split(separator: "\n", omittingEmptySubsequences: false).count == 11)
    }
}
