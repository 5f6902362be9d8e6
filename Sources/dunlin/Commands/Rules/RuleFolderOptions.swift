import ArgumentParser
import ContactRules
import Dunning
import Settings

/// Whose rules a command is about: those of the configuration, or a draft.
struct RuleFolderOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "A folder of rules, such as a draft; needs no configuration where it has places of its own.",
            discussion: "Without it: the folder that channels.conf names.",
            valueName: "folder"
        )
    )
    var draft: String?

    /// The folder's path.
    func path(_ common: CommonOptions) throws -> String {
        if let draft { return draft }
        return try House.open(common).settings.folders.rules
    }

    /// The rules, read and compiled; a draft without places of its own takes those in use.
    func open(_ common: CommonOptions, _ console: Console) throws -> RuleShelf {
        guard let draft else { return try RuleShelf.open(path(common), console) }
        let others = RuleShelf.hasPlaces(draft) ? nil : try House.open(common).settings.folders.rules
        return try RuleShelf.open(draft, places: others, console)
    }

    /// The case files of the folder itself, not of folders in it.
    func caseFiles(_ common: CommonOptions) throws -> [SourceFile] {
        let folder = try path(common)
        return try Files.folder(folder + "/cases", endings: [".jsonl"])
            .filter { !$0.path.contains("/") }
            .map { SourceFile(path: "\(folder)/cases/\($0.path)", bytes: $0.bytes) }
    }
}
