import CSQLite
import Dunning
import Storage

/// A prepared statement; parameters and columns are read and written in order, from 0.
final class Statement: StoredRow {
    private let statement: OpaquePointer
    private unowned let connection: Connection
    private var bound: Int32 = 0

    init(_ sql: String, on connection: Connection, keep: Bool) throws(StoreError) {
        self.connection = connection
        statement = try connection.compile(sql, keep: keep)
    }

    deinit { sqlite3_finalize(statement) }

    /// Makes it ready for the next run.
    func reset() {
        sqlite3_reset(statement)
        bound = 0
    }

    // MARK: parameters

    @discardableResult
    func bind(_ text: String) throws(StoreError) -> Statement {
        bound += 1
        let index = bound
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return csqlite_bind_empty_text(statement, index) }
                return csqlite_bind_text(statement, index, start, Int32(characters.count))
            }
        }
        try connection.check(code)
        return self
    }

    /// Binds text that is at hand as UTF-8.
    @discardableResult
    func bind(text utf8: [UInt8]) throws(StoreError) -> Statement {
        bound += 1
        let index = bound
        let code = utf8.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                return csqlite_bind_empty_text(statement, index)
            }
            return csqlite_bind_text(statement, index, start, Int32(buffer.count))
        }
        try connection.check(code)
        return self
    }

    @discardableResult
    func bind(_ number: Int64) throws(StoreError) -> Statement {
        bound += 1
        try connection.check(sqlite3_bind_int64(statement, bound, number))
        return self
    }

    @discardableResult
    func bind(_ bytes: [UInt8]) throws(StoreError) -> Statement {
        bound += 1
        let index = bound
        let code = bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                return sqlite3_bind_zeroblob(statement, index, 0)
            }
            return csqlite_bind_blob(statement, index, start, Int32(buffer.count))
        }
        try connection.check(code)
        return self
    }

    @discardableResult
    func bindNull() throws(StoreError) -> Statement {
        bound += 1
        try connection.check(sqlite3_bind_null(statement, bound))
        return self
    }

    @discardableResult
    func bind(_ text: String?) throws(StoreError) -> Statement {
        guard let text else { return try bindNull() }
        return try bind(text)
    }

    @discardableResult
    func bind(_ number: Int) throws(StoreError) -> Statement { try bind(Int64(number)) }

    @discardableResult
    func bind(_ instant: Instant) throws(StoreError) -> Statement { try bind(instant.milliseconds) }

    @discardableResult
    func bind(_ instant: Instant?) throws(StoreError) -> Statement {
        guard let instant else { return try bindNull() }
        return try bind(instant.milliseconds)
    }

    @discardableResult
    func bind(_ identifier: some Identifier) throws(StoreError) -> Statement { try bind(identifier.rawValue) }

    @discardableResult
    func bind(_ identifier: (some Identifier)?) throws(StoreError) -> Statement { try bind(identifier?.rawValue) }

    // MARK: running

    /// Goes to the next row; false where there is none.
    func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        default:
            // Reset first: a statement that failed would hold its transaction open.
            do throws(StoreError) { try connection.check(code) } catch {
                sqlite3_reset(statement)
                throw error
            }
            return false
        }
    }

    /// Runs to the end; for statements without rows.
    func run() throws(StoreError) {
        while try step() {}
    }

    /// Reads all rows.
    func rows<Row>(_ read: (Statement) throws(StoreError) -> Row) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        while try step() { rows.append(try read(self)) }
        return rows
    }

    /// Reads the first row, where there is one.
    func first<Row>(_ read: (Statement) throws(StoreError) -> Row) throws(StoreError) -> Row? {
        guard try step() else { return nil }
        let row = try read(self)
        sqlite3_reset(statement)
        return row
    }

    // MARK: columns

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}
