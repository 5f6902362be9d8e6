import Dunning
import Foundation
import Intake
import Testing

/// The examples, read as the demo reads them: by the configuration's names and real numbering plans.
enum Examples {
    static let reader = ActionReader(
        rules: IntakeRules(
            creditors: Set(
                ["stadtwerke", "northbridge", "alpenfon", "sakura", "harbour"].map(CreditorID.init(trusted:))
            ),
            sequences: Set(["standard", "gentle", "letters"].map(SequenceID.init(trusted:))),
            templates: Set(["reminder", "second-notice", "final-notice"].map(TemplateID.init(trusted:)))
        ),
        file: "examples/actions.jsonl"
    )

    static func read() throws -> [IntakeLine] { try lines(of: "examples/actions.jsonl").compactMap { reader.read($0) } }
}

struct ExamplesTests {
    @Test func `the sample actions are many, from many places, and the bad lines are bad in their own way`() throws {
        let read = try Examples.read()
        let actions = read.compactMap(\.action)
        #expect(actions.count >= 220)
        #expect(
            Set(actions.compactMap { $0.action.debtor.address?.country }) == [
                "AU", "CA", "CH", "DE", "FR", "GB", "JP", "NL", "US",
            ]
        )
        let states = Set(actions.compactMap { $0.action.debtor.address?.region }.filter { $0.hasPrefix("US-") })
        #expect(states == ["US-CA", "US-DC", "US-FL", "US-IN", "US-MA", "US-NY", "US-OH", "US-TN"])
        #expect(Set(actions.compactMap(\.action.debtor.locale)).count == 9)
        let refusals = read.compactMap(\.refusal)
        let messages = refusals.map {
            $0.diagnostics.filter { $0.severity == .error }.map { $0.place.field ?? $0.message }
        }
        #expect(messages.contains { $0.count == 5 })
        let expected = [
            "/debt/open/currency", "/debtor/contacts/1/value", "/debtor/name", "/debt/due", "/id", "/payment/reference",
            "/chanel",
            "/type", "/debt/open/minor", "/debtor/address/region",
        ]
        for place in expected { #expect(messages.contains([place]), "\(place)") }
        #expect(messages.filter { $0.contains { $0.hasPrefix("not JSON") } }.count == 3)
        #expect(refusals.count == messages.count && refusals.count == 14)
    }

    @Test func `one action is there twice the same and once changed`() throws {
        let actions = try Examples.read().compactMap(\.action)
        let byID = Dictionary(grouping: actions, by: \.action.id).values.filter { $0.count > 1 }
        let repeated = try #require(byID.first)
        #expect(byID.count == 1)
        #expect(repeated.count == 3)
        #expect(Set(repeated.map(\.body)).count == 2)
    }

    @Test func `names that look like markup are in, and untouched`() throws {
        let names = Set(try Examples.read().compactMap { $0.action?.action.debtor.name })
        #expect(names.isSuperset(of: ["{{debtor.name}} Klammer", "Anna <b>Fett</b> & Sohn"]))
    }

    @Test func `every mailbox and every link leads nowhere`() throws {
        for action in try Examples.read().compactMap({ $0.action?.action }) {
            for point in action.debtor.contacts where point.channel == .email {
                #expect(
                    ["example.com", "example.org", "example.net"].contains(
                        point.value?.split(separator: "@").last.map(String.init) ?? ""
                    )
                )
            }
            #expect(action.payment.link?.contains(".example/") == true)
        }
    }

    @Test func `the sample facts are all read, and are about debtors of the sample`() throws {
        let reader = FactReader(file: "examples/facts.jsonl", kinds: [])
        let debtors = Set(try Examples.read().compactMap { $0.action?.action.debtor.id })
        let now = try #require(Instant(rfc3339: "2026-11-18T14:00:00Z"))
        for line in try lines(of: "examples/facts.jsonl") {
            guard case .fact(let fact) = reader.read(line) else {
                Issue.record("line \(line.number) is refused")
                continue
            }
            #expect(debtors.contains(fact.debtor))
            #expect(fact.fact.at <= now)
        }
    }

    @Test func `the first message of the guide is accepted without a word`() throws {
        let line = try #require(try lines(of: "examples/first.jsonl").first)
        #expect(Examples.reader.read(line)?.told == [])
    }

    @Test func `the script writes the files that are in the repository`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "samples-\(ProcessInfo.processInfo.globallyUniqueString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            checkout.appending(path: "examples/make-actions").path(percentEncoded: false),
            folder.path(percentEncoded: false),
        ]
        try process.run()
        process.waitUntilExit()
        for name in ["actions.jsonl", "facts.jsonl", "first.jsonl"] {
            let written = try Data(contentsOf: folder.appending(path: name))
            #expect(try Data(contentsOf: checkout.appending(path: "examples/\(name)")) == written, "\(name)")
        }
    }
}
