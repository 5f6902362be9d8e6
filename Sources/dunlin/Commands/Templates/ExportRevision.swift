import ArgumentParser
import Dunning
import Foundation
import Storage
import Templates

extension TemplatesCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the files of a revision into an empty folder, which can be used as a templates' folder.",
            discussion: """
                EXAMPLES:
                  dunlin templates export 3f2a9c41 --out reminder-2026/
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var one: RevisionOptions

        @Option(help: "The folder; it is made where it is missing.")
        var out: String

        func run() async throws {
            try await common.run { console in
                let (item, files) = try await one.files(common)
                let there = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
                guard there.isEmpty else { throw Stop("`\(out)` is not empty", hint: "name a folder that is") }
                for file in files { try write(file) }
                if console.json {
                    console.data(["revision": .string(item.digest), "files": .integer(Int64(files.count))])
                } else {
                    console.data("\(item.template) \(item.short): \(files.count) files in \(out)")
                }
            }
        }

        private func write(_ file: SourceFile) throws {
            // Paths were names of files within a folder when they were kept; nothing may lead out of it.
            guard !file.path.hasPrefix("/"), !file.path.split(separator: "/").contains("..") else {
                throw Stop("`\(file.path)` leads out of the folder")
            }
            let path = URL(fileURLWithPath: out).appendingPathComponent(file.path)
            let folder = path.deletingLastPathComponent()
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw Stop("cannot make the folder `\(folder.path)`", hint: "name one that can be written")
            }
            try Files.write(file.bytes, to: path.path)
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show line by line what is different between two revisions.",
            discussion: """
                EXAMPLES:
                  dunlin templates diff 3f2a9c41              against what the folder holds now
                  dunlin templates diff 3f2a9c41 77b0e2d9
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The older revision.")
        var older: String

        @Argument(help: "The newer one, or `current`.")
        var newer = "current"

        func run() async throws {
            try await common.run { console in
                let shelf = try await RevisionShelf.open(common)
                let old = try shelf.item(older)
                let new = newer == "current" ? try shelf.current(of: old.template) : try shelf.item(newer)
                let (before, after) = (try await shelf.archive(of: old), try await shelf.archive(of: new))
                await shelf.desk.store.close()
                for change in FileDiff.all(before.files, after.files) {
                    if console.json { console.data(change.json) } else { console.data(change.words) }
                }
            }
        }
    }
}

/// What is different between two states of one file.
struct FileDiff {
    enum Mark: String { case same = " ", gone = "-", new = "+" }

    let path: String
    let lines: [(mark: Mark, text: String)]

    /// The files that differ, sorted by path.
    static func all(_ old: [SourceFile], _ new: [SourceFile]) -> [FileDiff] {
        let (before, after) = (texts(old), texts(new))
        return Set(before.keys).union(after.keys).sorted().compactMap { path in
            guard before[path] != after[path] else { return nil }
            return FileDiff(path: path, before[path] ?? [], after[path] ?? [])
        }
    }

    private static func texts(_ files: [SourceFile]) -> [String: [String]] {
        files.reduce(into: [:]) { texts, file in
            let lines = String(decoding: file.bytes, as: UTF8.self).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            texts[file.path] = lines.map(String.init)
        }
    }

    private init(path: String, _ old: [String], _ new: [String]) {
        self.path = path
        var (gone, added): (Set<Int>, Set<Int>) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [(mark: Mark, text: String)] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if gone.contains(left) {
                lines.append((.gone, old[left]))
                left += 1
            } else if added.contains(right) {
                lines.append((.new, new[right]))
                right += 1
            } else {
                lines.append((.same, new[right]))
                (left, right) = (left + 1, right + 1)
            }
        }
        self.lines = lines
    }

    /// The lines that changed, each with two around it.
    var words: String {
        let near = lines.indices.filter { index in
            lines[max(0, index - 2)...min(lines.count - 1, index + 2)].contains { $0.mark != .same }
        }
        var words = [path]
        for (position, index) in near.enumerated() {
            if position > 0, near[position - 1] != index - 1 { words.append("  …") }
            words.append("\(lines[index].mark.rawValue) \(lines[index].text)")
        }
        return words.joined(separator: "\n")
    }

    var json: JSON {
        func texts(_ mark: Mark) -> JSON { .array(lines.filter { $0.mark == mark }.map { .string($0.text) }) }
        return .object(["path": .string(path), "removed": texts(.gone), "added": texts(.new)])
    }
}
