import CLibpq
import Foundation
import Storage

/// One connection to the server with its prepared statements.
///
/// `@unchecked Sendable`: libpq lets a connection be used by one thread at a time; the pool hands each to exactly one
/// serial queue, which alone calls it until it is closed there.
final class PostgresConnection: @unchecked Sendable {
    private let url: String
    private let schema: String
    private var handle: OpaquePointer?
    private var statements: [String: String] = [:]

    /// Connects later, when it is first needed.
    init(url: String, schema: String) {
        self.url = url
        self.schema = schema
    }

    func close() {
        if let handle { PQfinish(handle) }
        handle = nil
        statements = [:]
    }

    /// Whether the connection still stood when it was last used.
    var isConnected: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

    /// Connects where there is no working connection.
    func ensureConnected() throws(StoreError) {
        if isConnected { return }
        close()
        guard let fresh = PostgresConnection.connect(url) else { throw .unavailable("no memory for a connection") }
        guard PQstatus(fresh) == CONNECTION_OK else {
            let cause = PostgresConnection.firstLine(PQerrorMessage(fresh))
            PQfinish(fresh)
            throw .unavailable(cause)
        }
        handle = fresh
        PQsetNoticeProcessor(fresh, { _, _ in }, nil)
        PQsetClientEncoding(fresh, "UTF8")
        // The schema's name was checked when the store was opened.
        try execute("SET search_path = \"\(schema)\"; SET synchronous_commit = on")
        try execute(PostgresConnection.serverKeepalives)
    }

    /// A peer that is silent for 20 seconds is asked three times, 10 seconds apart; so each side notices in about a
    /// minute that the other's machine is gone, and the server lets go of the locks of who was there.
    private static let serverKeepalives = """
        SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = 60000
        """

    /// What the URL itself says comes last, so it counts.
    private static func connect(_ url: String) -> OpaquePointer? {
        let settings = [
            ("keepalives_idle", "20"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"), ("dbname", url),
        ]
        // Copies that live as long as the call: an array of C strings has no owner of its own.
        let names = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for copy in names + values { free(copy) } }
        return PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            1
        )
    }

    /// Runs statements without parameters and without rows.
    func execute(_ sql: String) throws(StoreError) {
        let result = PQexec(try live(), sql)
        defer { PQclear(result) }
        try check(result)
    }

    /// Runs one statement and reads its rows.
    func rows<Row>(
        _ sql: String,
        _ parameters: Parameters = Parameters(),
        _ read: (PostgresRow) throws(StoreError) -> Row
    ) throws(StoreError) -> [Row] {
        let name = try prepare(sql)
        let connection = try live()
        let result = parameters.withPointers { values, lengths, formats, count in
            PQexecPrepared(connection, name, count, values, lengths, formats, 0)
        }
        defer { PQclear(result) }
        try check(result)
        guard let result else { return [] }
        var rows: [Row] = []
        for index in 0..<PQntuples(result) { rows.append(try read(PostgresRow(result: result, row: index))) }
        return rows
    }

    /// Runs statements whose rows nobody wants, in one round trip for many.
    func run(_ writes: [(sql: String, parameters: Parameters)]) throws(StoreError) {
        var names: [String] = []
        for write in writes { names.append(try prepare(write.sql)) }
        // The answers of so few statements always fit the socket's buffers, so neither side can wait for the other.
        for start in stride(from: 0, to: writes.count, by: 64) {
            let part = start..<min(start + 64, writes.count)
            try runTogether(zip(names[part], writes[part].map(\.parameters)))
        }
    }

    private func runTogether(_ writes: Zip2Sequence<ArraySlice<String>, [Parameters]>) throws(StoreError) {
        let connection = try live()
        guard PQenterPipelineMode(connection) == 1 else { throw failure("cannot send statements together") }
        var sent = 0
        for (name, parameters) in writes {
            let isSent = parameters.withPointers { values, lengths, formats, count in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 0)
            }
            guard isSent == 1 else { throw failure("cannot send") }
            sent += 1
        }
        guard PQpipelineSync(connection) == 1 else { throw failure("cannot send") }
        var first: StoreError?
        for _ in 0..<sent {
            if let error = takeResult(connection), first == nil { first = error }
        }
        PQclear(PQgetResult(connection))
        guard PQexitPipelineMode(connection) == 1 else { throw failure("statements are still under way") }
        if let first { throw first }
    }

    /// Takes one statement's result with the end mark behind it.
    private func takeResult(_ connection: OpaquePointer) -> StoreError? {
        let result = PQgetResult(connection)
        defer {
            PQclear(result)
            while let more = PQgetResult(connection) { PQclear(more) }
        }
        // After a failure the server skips the rest; those are no news.
        if PQresultStatus(result) == PGRES_PIPELINE_ABORTED { return nil }
        do throws(StoreError) {
            try check(result)
            return nil
        } catch {
            return error
        }
    }

    private func prepare(_ sql: String) throws(StoreError) -> String {
        if let name = statements[sql] { return name }
        let name = "s\(statements.count)"
        let result = PQprepare(try live(), name, sql, 0, nil)
        defer { PQclear(result) }
        try check(result)
        statements[sql] = name
        return name
    }

    private func live() throws(StoreError) -> OpaquePointer {
        guard let handle else { throw .unavailable("there is no connection") }
        return handle
    }

    private func check(_ result: OpaquePointer?) throws(StoreError) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: return
        default: break
        }
        guard let result, let state = PQresultErrorField(result, 67) else { throw failure("no answer") }
        // The primary message names tables and columns, the details would quote values.
        let message = PQresultErrorField(result, 77).map { String(cString: $0) } ?? "no message"
        throw StoreError(sqlState: String(cString: state), message: message)
    }

    private func failure(_ what: String) -> StoreError {
        .unavailable("\(what): \(PostgresConnection.firstLine(handle.flatMap { PQerrorMessage($0) }))")
    }

    private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "the connection was lost"
    }
}

/// One row of a result; valid while the result is.
struct PostgresRow: StoredRow {
    let result: OpaquePointer
    let row: Int32

    func isNull(_ column: Int32) -> Bool { PQgetisnull(result, row, column) == 1 }

    func int(_ column: Int32) -> Int64 { Int64(text(column)) ?? 0 }

    func text(_ column: Int32) -> String {
        guard let start = PQgetvalue(result, row, column) else { return "" }
        return String(cString: start)
    }

    /// Reads `\x` and hexadecimal digits, which is how the server writes bytes.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = PQgetvalue(result, row, column) else { return [] }
        var count = 0
        guard let bytes = PQunescapeBytea(UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), &count) else {
            return []
        }
        defer { PQfreemem(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
}

extension Parameters {
    /// Lends the values in the form of libpq's calls.
    func withPointers<Value>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?, Int32
        ) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { buffer in
            let values = starts.map { start -> UnsafePointer<CChar>? in
                guard let start, let base = buffer.baseAddress else { return nil }
                return (base + start).assumingMemoryBound(to: CChar.self)
            }
            return values.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(values.baseAddress, lengths.baseAddress, formats.baseAddress, Int32(starts.count))
                    }
                }
            }
        }
    }
}
