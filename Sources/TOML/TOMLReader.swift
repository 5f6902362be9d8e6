import Dunning

/// A strict reader of one table that collects every mistake in place of stopping at the first.
///
/// Each accessor notes its key as known, reports what is wrong and answers nil where there is no good value; build the
/// result from what came back, and call `finish()` on the outermost reader last. A key that nobody asked for is then
/// an unknown key. All accessors of required keys have a twin that starts with `optional` and is silent where the key
/// is absent.
///
/// One reader belongs to one task; make it, use it and drop it in one synchronous function.
public final class TOMLReader {
    /// The full path of the table, empty at the top level.
    public var keyPath: String { path.text }
    /// Where the table begins.
    public let position: TOMLPosition
    /// The table that is read.
    public let table: TOMLTable

    let path: TOMLKeyPath
    let report: TOMLReport
    /// The keys that were asked for, in that order, and as a set.
    private var known: [String] = []
    private var asked: Set<String> = []
    private var missing: [(key: String, expected: String)] = []
    private var inner: [TOMLReader] = []
    private var isRestSkipped = false
    private var isFinished = false

    /// Reads the top level of a document.
    public convenience init(_ document: TOMLDocument) {
        self.init(
            table: document.root,
            path: .root,
            position: TOMLPosition(line: 1, column: 1),
            report: TOMLReport(file: document.file)
        )
    }

    private init(table: TOMLTable, path: TOMLKeyPath, position: TOMLPosition, report: TOMLReport) {
        self.table = table
        self.path = path
        self.position = position
        self.report = report
    }

    /// The keys of the table in the order of the file; asking for them does not make them known.
    public var keys: [String] { table.entries.map(\.key) }

    /// Whether the table has a key; asking makes it known.
    public func contains(_ key: String) -> Bool { entry(key) != nil }

    /// Where the value of a key begins; the table's own place where the key is absent.
    public func position(of key: String) -> TOMLPosition { table[key]?.node.position ?? position }

    /// Reports a mistake that only the caller can see, at a key or at the table as a whole.
    public func complain(_ message: String, mend: String? = nil, at key: String? = nil) {
        let place = key.map { position(of: $0) } ?? position
        let subject = key.map { path.appending($0) } ?? path
        report.add(TOMLMistake(message, mend: mend), at: place, path: subject)
    }

    /// Says nothing of the keys that nobody has asked for, because a mistake hides which ones are right.
    public func skipRest() { isRestSkipped = true }

    /// Whether anything is wrong so far, in the whole document; missing and unknown keys come with `finish()`.
    public var hasProblems: Bool { !report.problems.isEmpty }

    /// Ends this reader and all readers that it handed out, and tells every mistake of the document, sorted by place.
    public func finish() -> [TOMLProblem] {
        close()
        return report.problems.sorted()
    }

    /// Reports what only the end can tell, once, here and in all readers that were handed out.
    private func close() {
        guard !isFinished else { return }
        isFinished = true
        reportUnknownAndMissing()
        for reader in inner { reader.close() }
    }

    /// The entry of a key, which is known from now on.
    func entry(_ key: String) -> TOMLEntry? {
        if asked.insert(key).inserted { known.append(key) }
        return table[key]
    }

    /// Remembers that a required key is absent; `finish()` decides whether it was only mistyped.
    func miss(_ key: String, expected: String) {
        guard !missing.contains(where: { $0.key == key }) else { return }
        missing.append((key, expected))
    }

    /// Hands out a reader of a table within this one.
    func reader(of table: TOMLTable, path: TOMLKeyPath, position: TOMLPosition) -> TOMLReader {
        let reader = TOMLReader(table: table, path: path, position: position, report: report)
        inner.append(reader)
        return reader
    }

    private func reportUnknownAndMissing() {
        var mistyped: Set<String> = []
        if !isRestSkipped {
            let absent = known.filter { table[$0] == nil }
            for entry in table.entries where !asked.contains(entry.key) {
                let free = absent.filter { !mistyped.contains($0) }
                let nearest = NearestName.suggest(entry.key, among: free)
                if let nearest { mistyped.insert(nearest) }
                reportUnknown(entry, nearest: nearest ?? NearestName.suggest(entry.key, among: known))
            }
        }
        // A required key that stands there mistyped is one mistake, not two.
        for (key, expected) in missing where !mistyped.contains(key) {
            let mistake = TOMLMistake("required key is missing", mend: "add `\(key)`, \(expected)")
            report.add(mistake, at: position, path: path.appending(key))
        }
    }

    private func reportUnknown(_ entry: TOMLEntry, nearest: String?) {
        let names = known.prefix(16).map { "`\($0)`" }.joined(separator: ", ")
        let others = names.isEmpty ? "remove it" : "remove it, or write one of \(names)"
        let mend = nearest.map { "did you mean `\($0)`?" } ?? others
        report.add(TOMLMistake("unknown key", mend: mend), at: entry.keyPosition, path: path.appending(entry.key))
    }
}

/// The mistakes of one document, shared by all readers of its tables.
final class TOMLReport {
    let file: String
    private(set) var problems: [TOMLProblem] = []

    init(file: String) {
        self.file = file
    }

    func add(_ mistake: TOMLMistake, at position: TOMLPosition, path: TOMLKeyPath) {
        problems.append(
            TOMLProblem(
                file: file,
                position: position,
                keyPath: path.text,
                message: mistake.message,
                mend: mistake.mend
            )
        )
    }
}
