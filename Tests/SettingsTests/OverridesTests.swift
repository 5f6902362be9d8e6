import Dunning
import Settings
import Testing

struct OverridesTests {
    @Test func `the environment overrides the file, whatever the case and the hyphens of its names`() throws {
        let text = ProviderTests.smtp.replacing("[email.primary]", with: "[email.my-Relay]")
        let environment = [
            "DUNLIN_EMAIL__MY_RELAY__RATE": "10/s", "DUNLIN_EMAIL__MY_RELAY__CONNECTIONS": "3",
            "DUNLIN_STORE__URL": "sqlite:/tmp/x.db",
            "DUNLIN_EMAIL__MY_RELAY__USERNAME": "u", "DUNLIN_EMAIL__MY_RELAY__PASSWORD": "from the environment",
            "DUNLIN_CREDITOR__ACME__ADDRESS": #"["A 1", "B"]"#, "PATH": "/bin", "DUNLIN_HOME": "x",
            "dunlin_run__batch": "7",
        ]
        let (value, diagnostics) = read(text, environment: environment)
        #expect(diagnostics.isEmpty)
        let settings = try #require(value)
        let provider = try #require(settings.providers.first)
        #expect(provider.rate == RateSettings(count: 10, per: .seconds(1)))
        #expect(provider.connections == 3)
        #expect(settings.store == .sqlite(path: "/tmp/x.db"))
        #expect(settings.creditors.values.first?.address == ["A 1", "B"])
        #expect(settings.run.batch == 200)
        guard case .smtp(let smtp) = provider.kind else { throw Unexpected() }
        #expect(smtp.password?.revealed() == "from the environment")
    }

    @Test func `a mistake in a variable is told under its name`() {
        let environment = [
            "DUNLIN_RUN__BATCH": "many", "DUNLIN_STORE__ULR": "x", "DUNLIN_CREDITOR__ACME__NAME__FIRST": "x",
        ]
        let told = mistakes(in: smallest, environment: environment)
        #expect(
            told == [
                "DUNLIN_CREDITOR__ACME__NAME__FIRST creditor.acme.name.first: a value that is no table stands on the way; "
                    + "name keys within tables, joined by two underscores",
                "DUNLIN_RUN__BATCH run.batch: expected an integer, found a string; -",
                "DUNLIN_STORE__ULR store.ulr: unknown key; did you mean `url`?",
            ]
        )
    }

    private struct Unexpected: Error {}
}

struct FormTests {
    @Test(arguments: [
        ("1s", Duration.seconds(1)), ("1h30m", .seconds(5400)), ("3d", .seconds(259_200)), ("20s", .seconds(20)),
    ])
    func `durations are read as people write them`(text: String, duration: Duration) throws {
        let steps =
            "steps = [{ channels = [\"email\"], template = \"reminder\" }, { channels = [\"email\"], template = \"reminder\", after = \"\(text)\" }]"
        let settings = try #require(read(ProviderTests.smtp + "[sequence.s]\n" + steps).value)
        #expect(settings.sequences[SequenceID(trusted: "s")]?.steps.last?.after == duration)
    }

    @Test(arguments: [
        "", "s", "1", "-1s", "1 s", "1.5h", "1m1h", "1s1s", "1y", "999999999999999999999s", "99999999w", "１s",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(mistakes(in: smallest + "[run]\ngrace = \"\(text)\"").count == 1)
    }

    @Test(arguments: ["0/s", "-1/s", "5", "5/", "/s", "5/m", "5/s/s", "+5/s", "5.5/s", "1000001/s"])
    func `what is no rate is refused`(text: String) {
        #expect(mistakes(in: ProviderTests.smtp + "rate = \"\(text)\"").count == 1)
    }

    @Test(arguments: [
        ("DE02120300000000202051", true), ("CH9300762011623852957", true), ("GB33BUKB20201555555555", true),
        ("FR1420041010050500013M02606", true), ("NO9386011117947", true), ("DE02120300000000202052", false),
        ("DE0212030000000020205", false), ("DE02 1203 0000 0000 2020 51", false), ("de02120300000000202051", false),
        ("XX00", false),
        ("QQ82WEST12345698765432", false), ("GB33BUKB2020155555555５", false),
    ])
    func `an IBAN has a country, its length and right check digits`(iban: String, isRight: Bool) {
        #expect(mistakes(in: smallest + "iban = \"\(iban)\"").isEmpty == isRight)
    }

    @Test(arguments: [
        ("sqlite:x.db", true), ("postgres://u@host/db", true), ("postgresql://host:5432/db?sslmode=require", true),
        ("sqlite:", false),
        ("mysql://x", false), ("postgres://u:secret@host/db", false), ("postgres://host/db?password=secret", false),
        ("x.db", false),
    ])
    func `a store is SQLite or PostgreSQL, without a password in its URL`(url: String, isRight: Bool) {
        #expect(mistakes(in: smallest + "[store]\nurl = \"\(url)\"").isEmpty == isRight)
    }

    @Test(arguments: [
        ("listen = \"0.0.0.0:80\"", true), ("listen = \"[::1]:8080\"", true), ("listen = \"8080\"", false),
        ("listen = \"a:99999\"", false),
        ("public_url = \"https://d.example.com/\"", true), ("public_url = \"d.example.com\"", false),
    ])
    func `a server has an address and a port`(line: String, isRight: Bool) {
        #expect(mistakes(in: smallest + "[server]\n" + line).isEmpty == isRight)
    }

    @Test(arguments: [
        ("url = \"imaps://m.example.com/INBOX\"", true), ("url = \"imaps://m.example.com\"\nevery = \"30s\"", true),
        ("url = \"imaps://m.example.com\"\nafterwards = \"move\"\nmove_to = \"On record\"", true),
        ("url = \"pop3s://m.example.com\"\nafterwards = \"delete\"", true), ("url = \"pop3s://m.example.com\"", false),
        ("url = \"imap://m.example.com\"", false), ("url = \"imap://127.0.0.1:143\"", true),
        ("url = \"imap://m.example.com\"\nallow_plain_text = true", true), ("url = \"https://m.example.com\"", false),
        ("url = \"imaps://m.example.com\"\nevery = \"1s\"", false),
        ("url = \"imaps://m.example.com\"\nmove_to = \"Entwürfe\"", false),
        ("url = \"imaps://m.example.com\"\nafterwards = \"burn\"", false),
    ])
    func `a mailbox has a server, a user and a fate for its mails`(lines: String, isRight: Bool) {
        let user = "\nusername = \"u\"\npassword = { env = \"SET\" }\n"
        let found = mistakes(in: smallest + "[inbox.returns]\n" + lines + user)
        #expect(found.isEmpty == isRight, "\(found)")
        #expect(!mistakes(in: smallest + "[inbox.returns]\n" + lines).isEmpty)
    }
}
