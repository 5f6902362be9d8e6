import Dunning
import Settings
import Testing

struct BillAddressTests {
    static let swiss = """
        [creditor.alpenfon]
        name = "AlpenFon SA"
        role = "creditor"
        country = "CH"
        locale = "fr-CH"
        qr_iban = "CH4431999123000889012"

        """

    @Test func `a creditor has an address in parts and a QR-IBAN`() throws {
        let text =
            Self.swiss
            + "bill_address = { street = \"Rue X\", house = \"7\", postal_code = \"1003\", town = \"Lausanne\" }"
        let (settings, mistakes) = read(text)
        #expect(mistakes.isEmpty)
        let creditor = try #require(settings?.creditors.values.first)
        #expect(creditor.qrIBAN == "CH4431999123000889012")
        #expect(creditor.billAddress?.street == "Rue X" && creditor.billAddress?.house == "7")
        #expect(creditor.billAddress?.postalCode == "1003" && creditor.billAddress?.town == "Lausanne")
    }

    @Test func `what lacks is told with its place`() {
        #expect(
            mistakes(in: Self.swiss) == [
                "6:11 creditor.alpenfon.qr_iban: `qr_iban` is of no use without an address; "
                    + "add `[creditor.NAME.bill_address]`"
            ]
        )
        let told = mistakes(in: Self.swiss + "bill_address = { street = \"Rue X\", twon = \"Lausanne\" }")
        #expect(told.contains { $0.contains("did you mean `town`?") })
        #expect(told.contains { $0.contains("postal_code") })
        let wrong = Self.swiss.replacing("CH4431999123000889012", with: "CH9300762011623852957")
        #expect(mistakes(in: wrong + "bill_address = { postal_code = \"1003\", town = \"L\" }").count == 1)
    }
}
