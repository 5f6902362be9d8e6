import Letters
import Testing

struct QRBillDataTests {
    func payload(_ change: (inout QRBill) -> Void = { _ in }) throws -> [String] {
        let letter = LetterDocument.swiss.with { $0.payment = .bill(QRBill.swiss.with(change)) }
        let payload = try #require(try LetterPress().print(letter).paymentCode)
        return payload.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `the code holds every element of the standard in its order`() throws {
        let expected = [
            "SPC", "0200", "1", "CH4431999123000889012",
            "S", "AlpenFon SA", "Rue de l'Exemple", "7", "1003", "Lausanne", "CH",
            "", "", "", "", "", "", "",
            "1234.55", "CHF",
            "S", "Zoé Exemple", "Chemin du Modèle 12", "", "1201", "Genève", "CH",
            "QRR", "210000000003139471430009017", "Facture du 1er octobre 2026", "EPD",
        ]
        #expect(try payload() == expected)
    }

    @Test func `without a debtor seven elements are empty`() throws {
        #expect(try payload { $0.debtor = nil }[20..<27].allSatisfy(\.isEmpty))
    }

    @Test(arguments: [
        ("RF18 5390 0754 7034", "SCOR", "RF18539007547034", ""), ("", "NON", "", ""),
        ("Facture 7", "NON", "", "Facture 7"),
    ])
    func `an IBAN takes a creditor reference, or a text that goes into the message`(
        reference: String,
        type: String,
        element: String,
        message: String
    ) throws {
        let elements = try payload {
            $0.account = "CH5800791123000889012"
            $0.reference = reference
            $0.message = ""
        }
        #expect(elements[27...] == [type, element, message, "EPD"])
    }

    @Test func `a text reference stands in front of the message`() throws {
        let elements = try payload {
            $0.account = "LI21088100002324013AA"
            $0.reference = "Facture 7"
            $0.currency = .eur
            $0.amount = 5
        }
        #expect(elements[29] == "Facture 7 Facture du 1er octobre 2026")
        #expect(elements[18...19] == ["0.05", "EUR"])
    }

    static let wrong: [(String, [QRBillFault], @Sendable (inout QRBill) -> Void)] = [
        ("German account", [.account], { $0.account = "DE02120300000000202051" }),
        ("checksum of the account", [.account], { $0.account = "CH4431999123000889013" }),
        ("no QR reference", [.noQRReference], { $0.reference = "RF18539007547034" }),
        ("check digit", [.noQRReference], { $0.reference = "210000000003139471430009018" }),
        ("too short", [.noQRReference], { $0.reference = "21000000000313947143000901" }),
        ("no QR-IBAN", [.noQRIBAN], { $0.account = "CH5800791123000889012" }),
        ("nothing to pay", [.amount], { $0.amount = 0 }),
        ("a thousand millions", [.amount], { $0.amount = 100_000_000_000 }),
        ("no name", [.missing(.creditorName)], { $0.creditor.name = " \u{202E} " }),
        ("no code", [.missing(.debtorPostalCode)], { $0.debtor?.postalCode = "" }),
        ("no town", [.missing(.creditorTown)], { $0.creditor.town = "" }),
        ("long name", [.tooLong(.debtorName, limit: 70)], { $0.debtor?.name = String(repeating: "a", count: 71) }),
        (
            "long street", [.tooLong(.debtorStreet, limit: 70)],
            { $0.debtor?.street = String(repeating: "ä", count: 71) }
        ),
        (
            "long number", [.tooLong(.creditorHouse, limit: 16)],
            { $0.creditor.house = String(repeating: "1", count: 17) }
        ),
        ("long town", [.tooLong(.debtorTown, limit: 35)], { $0.debtor?.town = String(repeating: "a", count: 36) }),
        ("long message", [.tooLong(.message, limit: 140)], { $0.message = String(repeating: "a", count: 141) }),
        ("Japanese", [.character(.debtorName, codePoint: 0x5C71)], { $0.debtor?.name = "山田" }),
        ("country in words", [.country(.debtorCountry)], { $0.debtor?.country = "Schweiz" }),
        ("small letters", [.country(.creditorCountry)], { $0.creditor.country = "ch" }),
    ]

    @Test(arguments: wrong.indices)
    func `what the standard does not take is refused by name`(index: Int) {
        let (_, faults, change) = Self.wrong[index]
        let bill = QRBill.swiss.with(change)
        #expect(bill.faults == faults)
        #expect(throws: LetterError.bill(faults)) {
            try LetterPress().print(.swiss.with { $0.payment = .bill(bill) })
        }
    }

    @Test func `all mistakes are told at once`() {
        let bill = QRBill.swiss.with {
            $0.account = "x"
            $0.creditor.town = ""
            $0.amount = -1
            $0.debtor?.country = ""
        }
        #expect(bill.faults == [.account, .missing(.creditorTown), .country(.debtorCountry), .amount])
        #expect(bill.faults.allSatisfy { !$0.description.isEmpty })
    }

    @Test func `a debtor whom the standard cannot take is left to be written in by hand`() {
        let strange = QRBill.swiss.with { $0.debtor?.name = "山田" }
        #expect(strange.leavingUnfitDebtorOpen().debtor == nil)
        #expect(QRBill.swiss.leavingUnfitDebtorOpen() == .swiss)
        let wrong = QRBill.swiss.with { $0.creditor.town = "" }
        #expect(wrong.leavingUnfitDebtorOpen() == wrong)
    }

    @Test func `US paper has no room for it`() {
        #expect(throws: LetterError.bill([.paper])) { try LetterPress().print(.swiss.with { $0.envelope = .us10 }) }
    }

    @Test(arguments: [
        ("CH4431999123000889012", true), ("CH44 3199 9123 0008 8901 2", true), ("CH5800791123000889012", false),
        ("DE02120300000000202051", false), ("", false),
    ])
    func `the institution tells a QR-IBAN from an IBAN`(account: String, expected: Bool) {
        #expect(QRBill.isQRIBAN(account) == expected)
    }

    @Test(arguments: 0...9)
    func `of ten last digits one is the check digit`(digit: Int) {
        #expect(QRBill.isQRReference("21000000000313947143000901\(digit)") == (digit == 7))
        #expect(QRBill.isQRReference("00000000000000000000000000\(digit)") == false)
    }

    @Test func `letters with accents in pieces are put together, quotes and dashes made plain`() throws {
        let elements = try payload { $0.debtor?.name = "Zoe\u{301} “Exemple” – Șerban Łukasz €" }
        #expect(elements[21] == "Zoé \"Exemple\" - Șerban Łukasz €")
    }

    @Test func `a line feed in a value adds no element`() throws {
        #expect(try payload { $0.debtor?.name = "Zoé\nS\nMallory" }.count == 31)
    }
}
