import ArgumentParser
import Dunning
import Journal
import Storage

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Read the record: every fact, decision, message, hand-over and receipt.",
        discussion: """
            EXAMPLES:
              dunlin journal search --debtor P1
              dunlin journal show 17 --content
            """,
        subcommands: [Search.self, Show.self]
    )

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Search the journal.",
            discussion: """
                EXAMPLES:
                  dunlin journal search --debtor P1
                  dunlin journal search --action act-2026-000123 --kind decided
                  dunlin journal search --kind refused,unknown --from 2026-11-18T00:00:00Z
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: "Entries about this action.")
        var action: String?

        @Option(help: "Entries about this debtor.")
        var debtor: String?

        @Option(help: "Entries about this debt.")
        var debt: String?

        @Option(help: "Entries of these kinds, separated by commas.")
        var kind: String?

        @Option(help: "Written at this instant (RFC 3339) or later.")
        var from: String?

        @Option(help: "Written before this instant (RFC 3339).")
        var to: String?

        @Option(help: "At most that many entries; 0 = all.")
        var limit = 0

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                var filter = try filter()
                var left = limit == 0 ? Int.max : limit
                while left > 0 {
                    filter.limit = min(left, 1000)
                    let page = try await desk.store.journal(filter)
                    for entry in page { console.data(console.json ? entry.json.canonical : entry.words) }
                    guard page.count == filter.limit, let last = page.last else { return }
                    filter.after = last.sequence
                    left -= page.count
                }
            }
        }

        private func filter() throws -> JournalFilter {
            var kinds: Set<EntryKind> = []
            for name in (kind ?? "").split(separator: ",") {
                guard let kind = EntryKind(rawValue: String(name)) else {
                    let known = EntryKind.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Stop("unknown kind `\(name)`", hint: "kinds are \(known)", code: .validationFailure)
                }
                kinds.insert(kind)
            }
            return JournalFilter(
                action: try action.map { try identifier($0, "--action") },
                debtor: try debtor.map { try identifier($0, "--debtor") },
                debt: try debt.map { try identifier($0, "--debt") },
                kinds: kinds,
                from: try from.map { try instant($0, "--from") },
                to: try to.map { try instant($0, "--to") }
            )
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one entry of the journal, whole.",
            discussion: """
                EXAMPLES:
                  dunlin journal show 17
                  dunlin journal show 17 --content        with the message that it commits to
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The entry's number.")
        var number: Int64

        @Flag(help: "Show the content that the entry commits to, where it has not been erased.")
        var content = false

        func run() async throws {
            try await common.run { console in
                let desk = try await House.open(common).desk()
                let found = try await desk.store.journal(JournalFilter(after: max(number, 1) - 1, limit: 1)).first
                guard let entry = found, entry.sequence == number else {
                    throw Stop("the journal has no entry \(number)", hint: "`dunlin journal search` lists entries")
                }
                console.data(console.json ? entry.json.canonical : entry.page)
                guard content else { return }
                for commitment in entry.draft.content {
                    guard let kept = try await desk.store.content(commitment) else {
                        console.say("content \(commitment.hex) has been erased")
                        continue
                    }
                    console.data("--- \(kept.name) (\(kept.mediaType), \(kept.bytes.count) bytes) \(commitment.hex)")
                    if kept.isText { console.data(String(decoding: kept.bytes, as: UTF8.self)) }
                }
            }
        }
    }
}

extension JournalEntry {
    /// The whole entry for people.
    fileprivate var page: String {
        var lines = ["entry     #\(sequence)", "at        \(at)", "kind      \(draft.kind.rawValue)"]
        if let action = draft.action { lines.append("action    \(action)") }
        if let attempt = draft.attempt { lines.append("attempt   \(attempt)") }
        if let debtor = draft.debtor { lines.append("debtor    \(debtor)") }
        if let debt = draft.debt { lines.append("debt      \(debt)") }
        for commitment in draft.content { lines.append("content   \(commitment.hex)") }
        return (lines + draft.body.outline(indent: "")).joined(separator: "\n")
    }
}

extension Content {
    fileprivate var isText: Bool {
        mediaType.hasPrefix("text/") || mediaType.hasPrefix("message/") || mediaType.hasSuffix("xml")
            || mediaType.hasSuffix("json")
    }
}

extension JSON {
    /// The value as indented lines, as people read them.
    fileprivate func outline(indent: String) -> [String] {
        switch self {
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                if let plain = value.plain { return ["\(indent)\(key): \(plain)"] }
                return ["\(indent)\(key):"] + value.outline(indent: indent + "  ")
            }
        case .array(let elements):
            elements.flatMap { element -> [String] in
                if let plain = element.plain { return ["\(indent)- \(plain)"] }
                var lines = element.outline(indent: indent + "  ")
                if let first = lines.first { lines[0] = indent + "- " + first.dropFirst(indent.count + 2) }
                return lines
            }
        default: [indent + (plain ?? "")]
        }
    }

    private var plain: String? {
        switch self {
        case .string(let text): text
        case .array(let elements) where elements.isEmpty: "none"
        case .object(let members) where members.isEmpty: "none"
        case .array, .object: nil
        default: canonical
        }
    }
}

/// An instant from the command line.
func instant(_ text: String, _ name: String) throws -> Instant {
    guard let instant = Instant(rfc3339: text) else {
        throw Stop(
            "\(name): `\(text)` is no instant",
            hint: "write it as RFC 3339, such as 2026-11-18T14:00:00Z",
            code: .validationFailure
        )
    }
    return instant
}
