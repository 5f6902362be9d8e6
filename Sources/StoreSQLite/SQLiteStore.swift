public import Storage

/// What Dunlin remembers, in one SQLite file: the embedded default.
///
/// One writer commits durably (WAL, `synchronous = FULL`) and gathers concurrent calls into one commit; readers work
/// beside it. Several processes may open the same file: they take turns at writing.
public final class SQLiteStore: Store {
    let writer: Writer
    let readers: Readers
    let workers: WorkerLocks

    /// Opens the database file, creates it where it is missing, and brings an older one up to date.
    /// - Throws: `schemaTooNew` for a newer release's database, `damaged` for a file that is not ours.
    public static func open(path: String, readers: Int = 2) throws(StoreError) -> SQLiteStore {
        try open(path: path, readers: readers, isInline: false)
    }

    /// The same; inline, each verb is done by the one who asks for it, without threads of its own.
    package static func open(path: String, readers: Int, isInline: Bool) throws(StoreError) -> SQLiteStore {
        let writing = try Connection(path: path, readOnly: false)
        var opened = [writing]
        do throws(StoreError) {
            try Schema.prepare(writing)
            for _ in 0..<max(1, readers) {
                let reading = try Connection(path: path, readOnly: true)
                opened.append(reading)
                try reading.execute("PRAGMA query_only = ON")
            }
        } catch {
            for connection in opened { connection.close() }
            throw error
        }
        return SQLiteStore(
            writer: Writer(writing, isInline: isInline),
            readers: Readers(Array(opened.dropFirst()), isInline: isInline),
            workers: WorkerLocks(database: path)
        )
    }

    private init(writer: Writer, readers: Readers, workers: WorkerLocks) {
        self.writer = writer
        self.readers = readers
        self.workers = workers
    }

    /// Finishes what is being written and closes the database.
    public func close() async {
        await writer.close()
        readers.close()
        workers.release()
    }
}
