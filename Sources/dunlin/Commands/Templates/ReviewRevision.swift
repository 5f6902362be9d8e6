import ArgumentParser
import Dunning
import Storage
import Templates

extension TemplatesCommand {
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stand for a revision, and ask for somebody else's approval.",
            discussion: """
                EXAMPLES:
                  dunlin templates submit 3f2a9c41 --by "Jana Beispiel" --note "new address of the bank"
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var review: ReviewOptions

        func run() async throws {
            try await review.say(.submitted, common, hint: "somebody else approves it: dunlin templates approve")
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a revision that somebody else submitted: it may be sent.",
            discussion: """
                Four eyes: nobody who submitted a revision can approve it. Where `require_approval` is set under \
                [templates], messages that waited for this go out at once.

                EXAMPLES:
                  dunlin templates approve 3f2a9c41 --by "Ali Muster"
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var review: ReviewOptions

        func run() async throws { try await review.say(.approved, common) }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an approval back: the revision is no longer sent where an approval is required.",
            discussion: """
                EXAMPLES:
                  dunlin templates revoke 3f2a9c41 --by "Kim Probe" --reason "names the wrong bank"
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var one: RevisionOptions

        @Option(help: "Who says so.")
        var by: String

        @Option(help: "Why; it goes on the journal.")
        var reason: String

        func run() async throws {
            try await common.run { console in
                try await ReviewOptions.say(.revoked, one.revision, by, reason, common, console)
            }
        }
    }
}

/// The revision that a command is about.
struct RevisionOptions: ParsableArguments {
    @Argument(help: "The first 8 or more digits of the revision.")
    var revision: String

    /// The revision, and the files that it was made of.
    func files(_ common: CommonOptions) async throws -> (item: RevisionShelf.Item, files: [SourceFile]) {
        let shelf = try await RevisionShelf.open(common)
        let item = try shelf.item(revision)
        let files = try await shelf.archive(of: item).files
        await shelf.desk.store.close()
        return (item, files)
    }
}

/// What submitting and approving take.
struct ReviewOptions: ParsableArguments {
    @OptionGroup var one: RevisionOptions

    @Option(help: "Who says so.")
    var by: String

    @Option(help: "A word about it, for the journal.")
    var note: String?

    func say(_ word: RevisionReview.Word, _ common: CommonOptions, hint: String? = nil) async throws {
        try await common.run { console in
            try await ReviewOptions.say(word, one.revision, by, note, common, console)
            if let hint { console.say(hint) }
        }
    }

    static func say(
        _ word: RevisionReview.Word,
        _ revision: String,
        _ name: String,
        _ note: String?,
        _ common: CommonOptions,
        _ console: Console
    ) async throws {
        let shelf = try await RevisionShelf.open(common)
        let item = try shelf.item(revision)
        if word == .submitted { try await shelf.keep(item) }
        let review = RevisionReview(word, by: name, note: note, at: shelf.desk.clock.now)
        let answer = try await shelf.desk.store.review(item.digest, review)
        await shelf.desk.store.close()
        if let stop = answer.stop(item) { throw stop }
        if console.json {
            console.data([
                "template": .string(item.template.rawValue), "revision": .string(item.digest),
                "standing": .string(word.rawValue), "by": .string(name),
            ])
        } else {
            console.data("\(item.template) \(item.short) \(word.rawValue) by \(name)")
        }
    }
}

extension RevisionReview.Answer {
    /// Why it was not recorded; nil where it was.
    fileprivate func stop(_ item: RevisionShelf.Item) -> Stop? {
        let submit = "dunlin templates submit \(item.short) --by NAME"
        switch self {
        case .recorded: return nil
        case .unknownRevision:
            return Stop("revision \(item.short) is not kept yet", hint: "its author submits it: \(submit)")
        case .needsAnother:
            return Stop("who submitted a revision cannot approve it", hint: "somebody else reads it and approves it")
        case .noName: return Stop("this is no name", hint: "give a person's name of at most 100 characters with --by")
        case .impossible(let standing):
            let hint =
                switch standing {
                case .draft, .revoked: "its author submits it: \(submit)"
                case .submitted: "somebody else approves it: dunlin templates approve \(item.short) --by NAME"
                case .approved: "nothing is left to do; `dunlin templates revoke` takes the approval back"
                }
            return Stop("revision \(item.short) is \(standing.rawValue)", hint: hint)
        }
    }
}
