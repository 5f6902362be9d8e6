import CSQLite
import DunlinTesting
import Dunning
import Journal
import Storage
@testable import StoreSQLite
import Testing

struct SQLiteSchemaTests {
    private static let filters: [JournalFilter] = [
        JournalFilter(action: ActionID(trusted: "A1")),
        JournalFilter(attempt: AttemptID(trusted: "A1.1")),
        JournalFilter(debtor: DebtorID(trusted: "P1")),
        JournalFilter(debt: DebtID(trusted: "D1")),
        JournalFilter(debtor: DebtorID(trusted: "P1"), debt: DebtID(trusted: "D1"), kinds: [.fact], from: .noon),
        JournalFilter(after: 7, limit: 2),
    ]

    @Test(arguments: filters)
    func `no entry is looked for by walking through the whole journal`(filter: JournalFilter) async throws {
        let plan = try await plan(of: JournalQuery.text(filter))
        #expect(!plan.isEmpty)
        for step in plan { #expect(!step.hasPrefix("SCAN"), "\(step)") }
    }

    @Test func `what a debtor has in the hands of workers is found by the debtor`() async throws {
        let plan = try await plan(of: KnownDebtors.attempts.text)
        for step in plan { #expect(!step.hasPrefix("SCAN"), "\(step)") }
    }

    @Test func `a database of the third schema is taken over with all that it holds`() async throws {
        try await TemporaryFolder.with { folder in
            let (old, new) = (folder.path + "/old.db", folder.path + "/new.db")
            let store = try SQLiteStore.open(path: new)
            _ = try await store.accept([.init(sample: .sample(id: "A1"))], at: .noon)
            await store.close()
            try execute(Schema.steps[..<3].joined(), in: old)
            try execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 3", in: old)
            try execute(
                """
                ATTACH '\(new)' AS new;
                DELETE FROM tree;
                INSERT INTO content SELECT * FROM new.content;
                INSERT INTO action SELECT * FROM new.action;
                INSERT INTO action_form SELECT * FROM new.action_form;
                INSERT INTO journal SELECT * FROM new.journal;
                INSERT INTO tree SELECT only, size, peaks FROM new.tree;
                """,
                in: old
            )
            let taken = try SQLiteStore.open(path: old)
            #expect(try await taken.counts() == [.queued: 1])
            #expect(try await taken.journal(JournalFilter(debtor: Action.sample(id: "A1").debtor.id)).count == 1)
            _ = try await taken.accept([.init(sample: .sample(id: "A2"))], at: .noon)
            #expect(try await taken.counts() == [.queued: 2])
            try await StoreAgreement.check(taken)
            await taken.close()
        }
    }

    @Test func `what a release that keeps no counts has written is counted anew`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            _ = try await store.accept([.init(sample: .sample(id: "A1")), .init(sample: .sample(id: "A2"))], at: .noon)
            // As if it had ended an action and written an entry about it.
            try execute(
                "UPDATE action SET state = 'cancelled' WHERE id = 'A1'; UPDATE tree SET counted = size - 1",
                in: folder.database
            )
            #expect(try await store.counts() == [.queued: 1, .cancelled: 1])
            _ = try await store.accept([.init(sample: .sample(id: "A3"))], at: .noon)
            #expect(try await store.counts() == [.queued: 2, .cancelled: 1])
            await store.close()
        }
    }

    /// How SQLite means to run a statement, step by step.
    private func plan(of sql: String) async throws -> [String] {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            let plan = try await store.readers.run { (connection) throws(StoreError) in
                try connection.prepareOnce("EXPLAIN QUERY PLAN " + sql)
                    .rows { (row) throws(StoreError) in row.text(3) }
            }
            await store.close()
            return plan
        }
    }

    /// Runs SQL on a file, beside any store.
    private func execute(_ sql: String, in file: String) throws {
        var handle: OpaquePointer?
        try #require(sqlite3_open(file, &handle) == SQLITE_OK)
        defer { sqlite3_close(handle) }
        try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }
}
