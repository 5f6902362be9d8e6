import Foundation

/// The shipped ladder in the languages of these tests, and nothing else.
///
/// A debug build takes seconds to read the whole library, which each of hundreds of commands would wait for.
enum FewTemplates {
    private static let templates = ["reminder", "second-notice", "final-notice"]
    private static let languages: Set<String> = ["de", "en", "fr", "ja"]

    /// The folder, copied once for all tests of a run.
    static let folder: String = {
        let manager = FileManager.default
        let source = Checkout.folder.appending(path: "templates")
        let target = manager.temporaryDirectory.appending(path: "dunlin-e2e-templates-\(getpid())")
        do {
            try? manager.removeItem(at: target)
            try manager.createDirectory(at: target, withIntermediateDirectories: true)
            for shared in ["_partials", "_disclosures", "_labels", "samples"] {
                try manager.copyItem(at: source.appending(path: shared), to: target.appending(path: shared))
            }
            for template in templates {
                try manager.createDirectory(at: target.appending(path: template), withIntermediateDirectories: true)
                for name in try manager.contentsOfDirectory(atPath: source.appending(path: template).path())
                where languages.contains(name) || name == "template.toml" {
                    let path = template + "/" + name
                    try manager.copyItem(at: source.appending(path: path), to: target.appending(path: path))
                }
            }
        } catch {
            fatalError("cannot copy the templates: \(error)")
        }
        return target.path()
    }()
}
