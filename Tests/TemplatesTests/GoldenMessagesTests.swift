import Dunning
import Foundation
import Testing

@testable import Templates

/// What every shipped template says, word by word, as it was last read by a person.
///
/// One file a template and locale, in `Tests/Golden/Messages`. After a change of words on purpose,
/// `DUNLIN_RECORD=1 swift test --filter GoldenMessagesTests` writes them anew; read what `git diff` shows.
struct GoldenMessagesTests {
    private static let folder = ShippedTemplatesTests.root.deletingLastPathComponent()
        .appending(path: "Tests/Golden/Messages")

    private static let data: JSONMembers = [
        "card": ["brand": "Visa", "lastFour": "4242", "expires": "12/2026"],
        "dispute": ["received": ["date": "2026-10-16"], "answerBy": ["date": "2026-10-30"], "reference": "DSP-17"],
        "failure": ["date": ["date": "2026-10-15"], "reason": "AC04"],
        "instalments": [
            ["amount": ["minor": 61_725, "currency": "EUR"], "due": ["date": "2026-11-15"]],
            ["amount": ["minor": 61_725, "currency": "EUR"], "due": ["date": "2026-12-15"]],
        ],
        "notice": ["title": "§ 1", "paragraphs": ["§ 1 (1)", "§ 1 (2)"]],
        "received": ["minor": 8_000, "currency": "EUR"], "receivedOn": ["date": "2026-10-16"],
        "stopped": ["email": true, "sms": true],
    ]

    @Test func `the shipped templates say what was read and approved`() throws {
        let library = try ShippedTemplatesTests.library()
        let records = ProcessInfo.processInfo.environment["DUNLIN_RECORD"] == "1"
        for entry in library.entries {
            let id = entry.id
            for locale in entry.locales {
                let file = Self.folder.appending(path: "\(id.rawValue).\(locale).txt")
                let said = try words(of: id, entry, in: locale, library)
                if records { try said.write(to: file, atomically: true, encoding: .utf8) }
                guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
                    // Other languages may come without one; these three are held.
                    #expect(!["en", "de", "fr"].contains(locale), "\(file.lastPathComponent) is missing")
                    continue
                }
                #expect(said == recorded, "\(file.lastPathComponent)")
            }
        }
    }

    private func words(
        of id: TemplateID,
        _ entry: TemplateLibrary.Entry,
        in locale: String,
        _ library: TemplateLibrary
    ) throws -> String {
        var text = ""
        for channel in Channel.allCases where entry.manifest.channels.contains(channel) {
            for kind in [DebtorKind.consumer, .business] {
                var action = Sample.action(locale: locale, kind: kind, data: Self.data)
                action.debt.fees = kind == .consumer ? Sample.euros(250) : nil
                let request = Sample.request(channel, template: id.rawValue, action: action)
                text += "======== \(channel.rawValue) to a \(kind.rawValue)\n"
                text += Self.words(of: try library.compose(request).content)
            }
        }
        return text
    }

    private static func words(of content: ComposedContent) -> String {
        switch content {
        case .email(let email): "\(email.subject)\n--------\n\(email.text)"
        case .sms(let sms): "\(sms.text)\n"
        case .voice(let call): "\(call.script)\n"
        case .letter(let letter): "\(letter.subject)\n--------\n\(letter.body)\n"
        }
    }
}
