import CSQLite
import Storage

extension StoreError {
    /// What a caller can do about a result code of SQLite; extended codes carry the primary one in their low byte.
    init(sqlite code: Int32, message: String) {
        let cause = "\(message) (SQLite \(code))"
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT, SQLITE_NOMEM: self = .unavailable(cause)
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_TOOBIG: self = .cannotWrite(cause)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .unavailable(cause)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: self = .damaged(cause)
        default: self = .defect(cause)
        }
    }
}
