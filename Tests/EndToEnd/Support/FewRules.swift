import Foundation

/// The house's rules and Germany's, and nothing else: as with `FewTemplates`, a debug build reads all of them for long.
enum FewRules {
    /// The folder, copied once for all tests of a run.
    static let folder: String = {
        let manager = FileManager.default
        let source = Checkout.folder.appending(path: "rules")
        let target = manager.temporaryDirectory.appending(path: "dunlin-e2e-rules-\(getpid())")
        do {
            try? manager.removeItem(at: target)
            try manager.createDirectory(at: target, withIntermediateDirectories: true)
            for part in ["house.toml", "de.toml", "places", "wording", "interest"] {
                try manager.copyItem(at: source.appending(path: part), to: target.appending(path: part))
            }
        } catch {
            fatalError("cannot copy the rules: \(error)")
        }
        return target.path()
    }()
}
