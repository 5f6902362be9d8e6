import Dunning
import Testing

struct NearestNameTests {
    static let names = ["url", "username", "password", "provider", "from", "rate", "on_unknown", "sms", "io"]

    @Test(arguments: [
        ("usrname", "username"), ("usernmae", "username"), ("passwrod", "password"), ("fro", "from"),
        ("form", "from"), ("RATE", "rate"), ("onUnknown", "on_unknown"), ("on-unknown", "on_unknown"),
        ("providers", "provider"), ("ulr", "url"), ("sns", "sms"),
    ])
    func `a mistyped name finds the right one`(name: String, right: String) {
        #expect(NearestName.suggest(name, among: Self.names) == right)
    }

    @Test(arguments: ["", "colour", "x", "ia", "sm", "passport control", String(repeating: "username", count: 10_000)])
    func `a name far from all finds none`(name: String) {
        #expect(NearestName.suggest(name, among: Self.names.filter { $0 != "sms" }) == nil)
    }

    @Test func `nothing to choose from is none`() {
        #expect(NearestName.suggest("name", among: [String]()) == nil)
        #expect(NearestName.suggest("name", among: [""]) == nil)
    }

    @Test func `the nearer of two wins, and the first of equals`() {
        #expect(NearestName.suggest("streat", among: ["streets", "street"]) == "street")
        #expect(NearestName.suggest("cat", among: ["bat", "rat"]) == "bat")
    }

    @Test(arguments: [
        ("credtor", "creditor"), ("Channel", "channel"), ("not_before", "notBefore"), ("chanel", "channel"),
        ("debtro", "debtor"),
    ])
    func `a slip of the finger finds the name that was meant`(typed: String, meant: String) {
        let names = ["creditor", "channel", "notBefore", "debtor", "debt"]
        #expect(NearestName.suggest(typed, among: names) == meant)
    }

    @Test(arguments: ["", "x", "weather", "zzzzzzzz", String(repeating: "channel", count: 1000)])
    func `what is like nothing finds nothing`(typed: String) {
        #expect(NearestName.suggest(typed, among: ["creditor", "channel", "id"]) == nil)
    }
}
