import Dunning
import Foundation
import FoundationNetworking
import Testing

/// `dunlin preview --serve` in a real browser.
@Suite(.timeLimit(.minutes(5)))
struct PreviewPageTests {
    private static let mail = "note/de/email.html.mustache"

    @Test func `the page shows what is chosen, and follows the files without being loaded again`() async throws {
        let folder = try Workplace.withTemplates()
        let studio = try await Studio(folder)
        let browser = try await Browser(in: folder.folder)
        try await browser.open(studio.address + "?template=note")
        try await browser.waits("the event stream is open", "document.getElementById('live').textContent === 'live'")
        #expect(try await browser.text(inFrame: "iframe.mail").contains("Please pay"))
        _ = try await browser.value("window.isStill = true")

        try await browser.click("#locale option[value=de]")
        try await browser.waits("German is shown", Self.shows("Bitte zahlen Sie"))
        #expect(try await browser.text(inFrame: "iframe.mail").contains("Jana Beispiel"))
        #expect(try await browser.value("location.search.includes('locale=de')") == true)

        try folder.put(Workplace.page("Seien Sie so gut und zahlen Sie", "de"), Self.mail)
        try await browser.waits("the edit is shown", Self.shows("Seien Sie so gut"))

        try folder.put(Workplace.page("{{/none}}", "de"), Self.mail)
        let place = "document.querySelector('.problems .where')?.textContent"
        try await browser.waits("the error has its place", "\(place)?.includes('\(Self.mail):3:4')")
        #expect(try await browser.value("document.querySelector('.excerpt mark').textContent") == "{{/none}}")
        let stale = try await browser.value("document.querySelector('.look.stale pre.text').textContent")
        #expect(stale.string?.contains("Seien Sie so gut") == true, "the last good one stays: \(stale)")

        try folder.put(Workplace.page("Es ist wieder gut,", "de"), Self.mail)
        try await browser.waits("mending brings it back", Self.shows("Es ist wieder gut"))
        #expect(try await browser.value("document.querySelectorAll('.problems li.error, .stale').length") == 0)
        #expect(try await browser.value("window.isStill") == true, "the page was never loaded again")
        try await browser.close()
        studio.child.send(SIGTERM)
        #expect(await studio.child.exit() == 0)
    }

    @Test func `width and colours are those of the frame alone`() async throws {
        let folder = try Workplace.withTemplates()
        let studio = try await Studio(folder)
        let browser = try await Browser(in: folder.folder)
        try await browser.open(studio.address + "?template=note&locale=de")
        let width = "document.querySelector('iframe.mail').clientWidth"
        #expect((try await browser.value(width).integer ?? 0) > 500)
        try await browser.click("label[for=width-phone]")
        try await browser.waits("a phone is 390 wide", "\(width) === 390")
        try await browser.click("label[for=theme-dark]")
        let scheme = "getComputedStyle(document.querySelector('iframe.mail')).colorScheme"
        try await browser.waits("the frame is dark", "\(scheme) === 'dark'")
        try await browser.close()
    }

    @Test func `channels can be chosen by the keyboard, and the verdict stands beside the message`() async throws {
        let folder = try Workplace.withTemplates()
        try folder.put("Bitte zahlen Sie ☎ {{amountDue}}\n", "note/de/sms.txt.mustache")
        let studio = try await Studio(folder)
        let browser = try await Browser(in: folder.folder)
        try await browser.open(studio.address + "?template=note&locale=de")
        try await browser.type("\u{E014}", into: "#channel-email")
        try await browser.waits("the arrow chose the text message", "!!document.querySelector('.bubble')")
        #expect(try await browser.value("document.activeElement.id") == "channel-sms")
        let facts = try await browser.value("document.getElementById('facts').textContent").string ?? ""
        #expect(facts.contains("May go out") && facts.contains("0.075 EUR"), "\(facts)")
        try await browser.waits("lint warns beside it", "!!document.querySelector('#facts .problems li.warning')")
        try await browser.close()
    }

    @Test func `it starts while templates are broken, and answers to nobody else`() async throws {
        let folder = try Workplace.withTemplates()
        try folder.put("title = \"A note\"\npurpose = \"nonsense\"\nchannels = [\"email\"]\n", "note/template.toml")
        let studio = try await Studio(folder)
        let (page, _) = try await Self.get(studio.address)
        #expect(page.contains("template.toml") && page.contains(":2:"), "\(page)")
        try folder.put("title = \"A note\"\npurpose = \"reminder\"\nchannels = [\"email\"]\n", "note/template.toml")
        try await eventually("mending shows the mail") { try await Self.get(studio.address).0.contains("iframe") }
        let (_, answer) = try await Self.get(studio.address)
        let policy = try #require(answer.value(forHTTPHeaderField: "Content-Security-Policy"))
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        let (_, mail) = try await Self.get(studio.address + "piece/email.html?template=note&locale=de")
        #expect(mail.value(forHTTPHeaderField: "Content-Security-Policy")?.hasPrefix("sandbox;") == true)
        let (_, refused) = try await Self.get(studio.address, host: "rebound.example")
        #expect(refused.statusCode == 421)
    }

    /// Whether the plain text of the message holds some words.
    private static func shows(_ words: String) -> String {
        "document.querySelector('.look:not(.stale) pre.text')?.textContent.includes('\(words)')"
    }

    private static func get(_ address: String, host: String? = nil) async throws -> (String, HTTPURLResponse) {
        var request = URLRequest(url: try #require(URL(string: address)), timeoutInterval: 60)
        if let host { request.setValue(host, forHTTPHeaderField: "Host") }
        let (data, response) = try await URLSession.shared.data(for: request)
        return (String(decoding: data, as: UTF8.self), try #require(response as? HTTPURLResponse))
    }
}

extension Browser {
    /// Waits until an expression is true.
    fileprivate func waits(_ what: String, _ expression: String) async throws {
        try await eventually(what) { try await value("!!(\(expression))") == true }
    }
}
