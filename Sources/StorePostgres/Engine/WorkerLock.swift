import Storage
import Synchronization

/// Tells others that this store is at work: an advisory lock on its number, held by a connection of its own until that
/// ends, however it ends.
///
/// Numbers come from a sequence and are never used twice. Where the connection is lost, the lock is lost with it, and
/// what was claimed under its number is a dead worker's for everybody, this store among them; it takes a new one.
final class WorkerLock: Sendable {
    /// The lock's number for a worker's number, in SQL; other schemas of the same database have other ones.
    static func key(_ worker: String) -> String {
        "hashtextextended('dunlin.worker.' || current_schema() || '.' || (\(worker))::text, 0)"
    }

    private let pool: ConnectionPool<PostgresConnection>
    private let held = Mutex<Int64?>(nil)

    init(url: String, schema: String) {
        pool = ConnectionPool([PostgresConnection(url: url, schema: schema)], label: "dunlin.postgres.worker") {
            $0.close()
        }
    }

    /// This worker's number; the first call takes it, and so does the first one after `lost` was found to be.
    func number(afterLosing lost: Int64? = nil) async throws(StoreError) -> Int64 {
        if let number = held.withLock({ $0 }), number != lost { return number }
        return try await pool.run { [self] (connection) throws(StoreError) in
            // Several claims may have found out at once: the first one took the number for all of them.
            if let number = held.withLock({ $0 }), number != lost { return number }
            connection.close()
            try connection.ensureConnected()
            let fresh = try connection.rows(
                """
                SELECT n, pg_try_advisory_lock(\(WorkerLock.key("n")))::int::bigint
                FROM (SELECT nextval('worker_number') AS n OFFSET 0) AS fresh
                """
            ) { (row) throws(StoreError) in (number: row.int(0), isOurs: row.int(1) == 1) }
            guard let (number, isOurs) = fresh.first, isOurs else {
                throw .unavailable("the lock of a new worker is held by somebody else")
            }
            held.withLock { $0 = number }
            return number
        }
    }

    /// Gives the number up, because it is not known whether something was claimed under it: that is then a dead one's.
    func giveUp(_ number: Int64) { held.withLock { if $0 == number { $0 = nil } } }

    /// Ends this worker: what it left is a dead one's at once.
    func release() async {
        // The server would notice the end of the connection only a moment later.
        _ = try? await pool.run { (connection) throws(StoreError) in
            guard connection.isConnected else { return }
            try connection.execute("SELECT pg_advisory_unlock_all()")
        }
        pool.close()
    }
}

extension PostgresTransaction {
    /// Whether nobody holds a worker's lock, so that it is dead; where so, nobody else finds that out until this
    /// transaction ends.
    func isDead(_ worker: Int64) throws(StoreError) -> Bool {
        try tryLock("pg_try_advisory_xact_lock", worker)
    }

    /// The same about a worker that asks for itself, several times at once.
    func hasLost(_ own: Int64) throws(StoreError) -> Bool {
        try tryLock("pg_try_advisory_xact_lock_shared", own)
    }

    private func tryLock(_ function: String, _ worker: Int64) throws(StoreError) -> Bool {
        try rows(
            "SELECT \(function)(\(WorkerLock.key("$1::bigint")))::int::bigint",
            Parameters().adding(worker)
        ) { (row) throws(StoreError) in row.int(0) }
        .first == 1
    }
}
