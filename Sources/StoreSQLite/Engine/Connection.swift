import CSQLite
import Foundation
import Storage

/// One connection to the database file with its prepared statements.
///
/// `@unchecked Sendable`: opened without SQLite's own locks (`NOMUTEX`) and handed to exactly one serial queue, which
/// alone calls it until it is closed on that same queue.
final class Connection: @unchecked Sendable {
    private let handle: OpaquePointer
    /// With their texts, which live as long as they are known by their identity.
    private var frequent: [ObjectIdentifier: (SQL, Statement)] = [:]
    private var statements: [String: Statement] = [:]

    /// Nobody asks how much memory SQLite has taken; set once for the process, before its first connection.
    private static let countsNoMemory = csqlite_count_no_memory() == SQLITE_OK

    init(path: String, readOnly: Bool) throws(StoreError) {
        _ = Connection.countsNoMemory
        // The database holds names, addresses and messages: nobody else on the machine reads it. What SQLite puts beside
        // it takes over these rights.
        if !readOnly, case let file = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600), file >= 0 {
            Foundation.close(file)
        }
        var opened: OpaquePointer?
        let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else { throw .unavailable("no memory for a connection") }
        guard code == SQLITE_OK else {
            let error = StoreError(sqlite: code, message: String(cString: sqlite3_errmsg(opened)))
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_busy_timeout(handle, 10_000)
    }

    /// Ends the connection; its statements first, because each of them holds it open.
    func close() {
        frequent.removeAll()
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// A statement that runs for every mail: prepared once and kept.
    func prepare(_ sql: SQL) throws(StoreError) -> Statement {
        if let (_, kept) = frequent[ObjectIdentifier(sql)] {
            kept.reset()
            return kept
        }
        let statement = try Statement(sql.text, on: self, keep: true)
        frequent[ObjectIdentifier(sql)] = (sql, statement)
        return statement
    }

    /// A statement that is prepared once and kept.
    func prepare(_ sql: String) throws(StoreError) -> Statement {
        if let kept = statements[sql] {
            kept.reset()
            return kept
        }
        let statement = try Statement(sql, on: self, keep: true)
        statements[sql] = statement
        return statement
    }

    /// A statement whose text was put together from our own pieces; it lives as long as its caller keeps it.
    func prepareOnce(_ sql: String) throws(StoreError) -> Statement {
        try Statement(sql, on: self, keep: false)
    }

    /// Runs statements without parameters and without rows.
    func execute(_ sql: String) throws(StoreError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// The first column of the first row, as a number.
    func number(_ sql: String) throws(StoreError) -> Int64 {
        let statement = try prepareOnce(sql)
        guard try statement.step() else { throw .defect("`\(sql)` gave no row") }
        return statement.int(0)
    }

    /// The number of the row that was inserted last.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Rows that the last statement changed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Whether a transaction is open; SQLite ends one by itself where it cannot go on.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    func check(_ code: Int32) throws(StoreError) {
        guard code != SQLITE_OK else { return }
        throw StoreError(sqlite: code, message: String(cString: sqlite3_errmsg(handle)))
    }

    func compile(_ sql: String, keep: Bool) throws(StoreError) -> OpaquePointer {
        var compiled: OpaquePointer?
        let flags = keep ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        try check(sqlite3_prepare_v3(handle, sql, -1, flags, &compiled, nil))
        guard let compiled else { throw .defect("an empty statement") }
        return compiled
    }
}
