import Storage

extension Schema {
    /// Sets the connection up and brings an empty or older database to this release's schema.
    ///
    /// Each step is a transaction; two programs that open the same file at once take turns. A file that is not ours
    /// is left as it is, before anything is written into it.
    static func prepare(_ connection: Connection) throws(StoreError) {
        try refuseForeign(connection)
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.execute("PRAGMA synchronous = FULL")
        try connection.execute("PRAGMA foreign_keys = ON")
        // Fewer, larger checkpoints: the pages that every batch touches are written back once for many commits.
        try connection.execute("PRAGMA wal_autocheckpoint = 10000")
        try connection.execute("PRAGMA cache_size = -65536")
        while try migrateOnce(connection) {}
    }

    private static func refuseForeign(_ connection: Connection) throws(StoreError) {
        let application = try connection.number("PRAGMA application_id")
        let isEmpty = try connection.number("SELECT count(*) FROM sqlite_schema") == 0
        guard application == applicationID || (application == 0 && isEmpty) else {
            throw .damaged("the file is a database of another program")
        }
        let found = Int(try connection.number("PRAGMA user_version"))
        guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
    }

    /// Does the next step; false where there is none.
    private static func migrateOnce(_ connection: Connection) throws(StoreError) -> Bool {
        guard try connection.number("PRAGMA user_version") < version else { return false }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            let done = Int(try connection.number("PRAGMA user_version"))
            if done < version {
                try connection.execute(steps[done])
                try connection.execute("PRAGMA application_id = \(applicationID)")
                try connection.execute("PRAGMA user_version = \(done + 1)")
            }
            try connection.execute("COMMIT")
        } catch {
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            throw error
        }
        return true
    }
}
