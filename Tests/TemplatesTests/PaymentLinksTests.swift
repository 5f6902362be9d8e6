import Dunning
import Foundation
import Testing

@testable import Templates

struct PaymentLinksTests {
    private static let secret = "an-example-key-of-at-least-32-characters"
    /// Made by Python and by the command line of OpenSSL; docs/payment-links.md shows how.
    private static let vector =
        "v1.eyJhY3Rpb24iOiJhY3QtMjAyNi0wMDAxMjMiLCJhbW91bnQiOjEyMzQ1MCwiY3VycmVuY3kiOiJFVVIiLCJkZWJ0IjoiRC0xIiwiZXhwa"
        + "XJlcyI6MTc5ODcxODQwMCwia2V5IjoiVFhRT2RGcU4ifQ.wpucJjlOaISxQL-x9ivsMDit-z5zvpEbwFYrfif6qUc"

    private let claim = PaymentClaim(
        action: ActionID(trusted: "act-2026-000123"),
        debt: DebtID(trusted: "D-1"),
        amount: Sample.euros(123_450),
        expires: Instant(seconds: 1_798_718_400)
    )

    private func links(
        _ secret: String = PaymentLinksTests.secret,
        previous: String? = nil,
        page: String? = nil
    ) throws -> PaymentLinks {
        PaymentLinks(
            key: try #require(PaymentLinkKey(secret)),
            previous: previous.flatMap(PaymentLinkKey.init),
            days: 30,
            page: page
        )
    }

    @Test func `a token is the one that other languages make`() throws {
        let links = try links()
        #expect(links.token(for: claim) == Self.vector)
        #expect(try links.verify(Self.vector, at: Instant(seconds: 1_798_718_399)) == claim)
        let guide = ShippedTemplatesTests.root.deletingLastPathComponent().appending(path: "docs/payment-links.md")
        #expect(try String(contentsOf: guide, encoding: .utf8).contains(Self.vector))
    }

    @Test func `a link expires to the second`() throws {
        let links = try links()
        #expect(throws: PaymentLinkFault.expired) { try links.verify(Self.vector, at: claim.expires) }
    }

    @Test func `no character can be changed unnoticed`() throws {
        let links = try links()
        let characters = Array(Self.vector)
        for index in characters.indices {
            for other in ["A", "b", "0", "_", "."] where characters[index] != Character(other) {
                var changed = characters
                changed[index] = Character(other)
                #expect(throws: PaymentLinkFault.self, "\(index)") { try links.signed(String(changed)) }
            }
        }
        for text in ["", "v1", "v1..", "v1.e30.e30", "v2" + Self.vector.dropFirst(2), Self.vector + "A"] {
            #expect(throws: PaymentLinkFault.self, "\(text)") { try links.signed(text) }
        }
    }

    @Test func `an old key still verifies, a foreign one does not, and the new one signs`() throws {
        let rotated = try links("another-example-key-of-32-characters", previous: Self.secret)
        #expect(try rotated.signed(Self.vector) == claim)
        #expect(rotated.token(for: claim) != Self.vector)
        #expect(try rotated.signed(rotated.token(for: claim)) == claim)
        let foreign = try links("another-example-key-of-32-characters")
        #expect(throws: PaymentLinkFault.unknownKey) { try foreign.signed(Self.vector) }
    }

    @Test(arguments: [
        ("https://pay.example/D-1", "https://pay.example/D-1?t=T"),
        ("https://pay.example/D-1?a=b", "https://pay.example/D-1?a=b&t=T"),
        ("https://pay.example/D-1#top", "https://pay.example/D-1?t=T#top"),
    ])
    func `the token stands in the query of the action's own link`(own: String, expected: String) throws {
        let links = try links()
        let link = try #require(links.link(for: claim, instead: own))
        #expect(link.replacing(Self.vector, with: "T") == expected)
        #expect(try links.signed(link) == claim)
    }

    @Test func `a page of the configuration wins, and without one and the other there is no link`() throws {
        let page = try links(page: "https://pay.example/p/{token}/open")
        #expect(page.link(for: claim, instead: nil) == "https://pay.example/p/\(Self.vector)/open")
        #expect(try page.signed("https://pay.example/p/\(Self.vector)/open") == claim)
        #expect(try links().link(for: claim, instead: nil) == nil)
    }

    @Test func `a short key is none, and no key shows itself`() throws {
        #expect(PaymentLinkKey("short") == nil)
        let links = try links()
        var dumped = ""
        dump(links, to: &dumped)
        #expect(!"\(links) \(dumped) \(String(reflecting: links.keys[0]))".contains("example-key"))
    }

    @Test func `a message bears the same link each time, with the amount that it asks for and the last day`() throws {
        let decided = try #require(CivilDate("2026-10-18")).startInUTC
        let links = try links()
        var request = Sample.request(.sms, action: Sample.fullAction())
        request.paymentLinks = PaymentLinkTerms(links: links, decided: decided)
        for (text, cents): (String, Int64) in [("{{amountDue}}", 123_450), ("{{totalDue}}", 124_934)] {
            let template = text + " {{payment.link}} {{payment.linkExpires.iso}}"
            let (library, problems) = TemplateLibrary.load(
                files: Sample.files(["reminder/de/sms.txt.mustache": template])
            )
            let first = try #require(library, "\(problems)").compose(request)
            request.today = request.today.adding(days: 1)
            let again = try #require(library).compose(request)
            guard case .sms(let sms) = first.content, case .sms(let retried) = again.content else { return }
            #expect(sms == retried && sms.text.hasSuffix("2026-11-17"))
            let said = try links.signed(sms.text)
            #expect(said.amount.minor == cents && first.asked.minor == cents && said.action == request.action.id)
            #expect(said.expires.description == "2026-11-18T12:00:00Z")
        }
    }
}
