import Dunning
import Foundation
import Settings
import Testing

struct SettingsReaderTests {
    @Test func `the smallest file gets the defaults`() throws {
        let (value, diagnostics) = read(smallest)
        #expect(diagnostics.isEmpty)
        let settings = try #require(value)
        #expect(settings.store == .sqlite(path: "dunlin.db"))
        #expect(settings.run.batch == 200)
        #expect(settings.retry[.letter]?.most == .seconds(3600))
        #expect(settings.server == nil)
        #expect([settings.folders.templates, settings.folders.rules] == ["templates", "rules"])
        #expect(settings.onUnknown == [.email: .review, .sms: .review, .voice: .review, .letter: .review])
        #expect(settings.sandbox.httpPort == 4010)
        #expect(settings.isLocal)
    }

    @Test func `ten mistakes are told as ten, each with its place, key and mend`() {
        let told = mistakes(
            in: """
                [stroe]
                url = "sqlite:x.db"
                [creditor.acme]
                name = "Acme"
                role = "creditr"
                country = "DE"
                locale = "de_DE"
                iban = "DE02120300000000202052"
                [email.primary]
                provider = "smtp"
                url = "http://127.0.0.1:2525"
                username = "dunlin"
                password = "hunter2"
                from = "billing@acme.example"
                rate = "50 per second"
                [sms.primary]
                provider = "kannel"
                url = "http://127.0.0.1:4010/x"
                username = "u"
                password = { env = "NOT_SET" }
                from = "Acme"
                [sequence.standard]
                steps = [{ channels = ["email"], template = "remindr" }, { channels = ["voice"], template = "reminder", after = "3d" }]
                """
        )
        #expect(
            told == [
                "1:2 stroe: unknown key; did you mean `store`?",
                "5:8 creditor.acme.role: `creditr` is not known here; did you mean `creditor`?",
                "7:10 creditor.acme.locale: locale `de_DE` is not known; write a BCP 47 tag such as `de-DE`",
                "8:8 creditor.acme.iban: the check digits of the IBAN are wrong; write an IBAN without spaces",
                "11:7 email.primary.url: the URL has no scheme that is known here; "
                    + "write a URL that begins with `smtp://`, `smtp+starttls://`, `smtps://`",
                "13:12 email.primary.password: a secret must not stand in the file; write `{ env = \"…\" }` or `{ file = \"…\" }`",
                "15:8 email.primary.rate: `50 per second` is no rate; write it like `50/s`, `600/min` or `1000/h`",
                "20:12 sms.primary.password: the variable `NOT_SET` is not set; set it",
                "23:45 sequence.standard.steps[0].template: template `remindr` is not known; did you mean `reminder`?",
                "23:71 sequence.standard.steps[1].channels: channel `voice` has no provider; add `[voice.primary]`, or remove the channel",
            ]
        )
    }

    @Test func `what the file says about secrets is never shown`() {
        let text =
            smallest + """
                [email.primary]
                provider = "smtp"
                url = "smtp://127.0.0.1:25"
                username = "u"
                password = "hunter2"
                from = "a@example.com"
                """
        #expect(!mistakes(in: text).joined().contains("hunter2"))
    }

    @Test func `a syntax error is told with its place`() {
        let told = read("[store]\nurl = ").diagnostics
        #expect(told.count == 1)
        #expect(told.first?.place.line == 2)
        #expect(read("[a]\n[a]\n").value == nil)
        #expect(
            Settings.read(SourceFile(path: "x", bytes: [0xFF]), environment: [:], secrets: secrets, templates: nil)
                .value == nil
        )
    }

    @Test func `no creditor, and two that differ in capitals only, are mistakes`() {
        #expect(mistakes(in: "").map { $0.contains("no creditor") } == [true])
        let twice = smallest + smallest.replacing("acme", with: "ACME")
        #expect(mistakes(in: twice).map { $0.contains("twice but for capital letters") } == [true])
    }

    @Test func `providers keep the order of the file`() throws {
        let text =
            smallest + """
                [letter.a]
                provider = "spool"
                directory = "out"
                envelope = "us-10"
                [email.second]
                provider = "smtp"
                url = "smtps://mail.example.com"
                from = "a@example.com"
                [email.first]
                provider = "smtp"
                url = "smtp://[::1]:25"
                from = "a@example.com"
                """
        let settings = try #require(read(text).value)
        #expect(settings.providers.map(\.id.rawValue) == ["letter.a", "email.second", "email.first"])
        #expect(settings.providers(for: .email).map(\.isLocal) == [false, true])
        #expect(!settings.isLocal)
    }

    @Test func `paths are taken from the folder of the file`() throws {
        let text =
            smallest + """
                [store]
                url = "sqlite:data/x.db"
                [letter.a]
                provider = "spool"
                directory = "/var/spool/letters"
                """
        let settings = try #require(read(text, file: "/etc/dunlin/channels.conf").value)
        #expect(settings.store == .sqlite(path: "/etc/dunlin/data/x.db"))
        #expect(settings.folders.templates == "/etc/dunlin/templates")
        guard case .spool(let spool) = settings.providers[0].kind else { throw Unexpected() }
        #expect(spool.directory == "/var/spool/letters")
        #expect(spool.envelope(for: "US") == .din5008B)
    }

    @Test func `the file that comes with Dunlin is right and stays on this machine`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let path = root.appending(path: "channels.conf").path(percentEncoded: false)
        let bytes = try Array(Data(contentsOf: URL(filePath: path)))
        let templates = Set(["reminder", "second-notice", "final-notice"].map(TemplateID.init(trusted:)))
        let (value, diagnostics) = Settings.read(
            SourceFile(path: path, bytes: bytes),
            environment: [:],
            secrets: .standard(environment: [:]),
            templates: templates
        )
        #expect(diagnostics.map(\.description) == [])
        let settings = try #require(value)
        #expect(settings.isLocal)
        #expect(Set(settings.providers.map(\.channel)) == Set(Channel.allCases))
        #expect(settings.creditors.count == 5)
    }

    private struct Unexpected: Error {}
}
