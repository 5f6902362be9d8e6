import CSQLite
import DunlinTesting
import Dunning
import Foundation
import Storage
@testable import StoreSQLite
import Testing

struct SQLiteFileTests {
    @Test func `a newer database is refused and left as it is`() async throws {
        try await TemporaryFolder.with { folder in
            try await SQLiteStore.open(path: folder.database).close()
            try execute("PRAGMA user_version = 99", in: folder.database)
            let error = try #require(throws: StoreError.self) { try SQLiteStore.open(path: folder.database) }
            #expect(error == .schemaTooNew(found: 99, supported: 4))
            try execute("PRAGMA user_version = 4", in: folder.database)
            try await SQLiteStore.open(path: folder.database).close()
        }
    }

    @Test func `another program's database is refused and left as it is`() async throws {
        try await TemporaryFolder.with { folder in
            try execute("CREATE TABLE theirs (x); PRAGMA application_id = 77", in: folder.database)
            let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
            expectDamaged { try SQLiteStore.open(path: folder.database) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
        }
    }

    @Test func `tables without a mark of ours are not taken over`() async throws {
        try await TemporaryFolder.with { folder in
            try execute("CREATE TABLE theirs (x)", in: folder.database)
            expectDamaged { try SQLiteStore.open(path: folder.database) }
        }
    }

    @Test func `a file that is no database is refused and left as it is`() async throws {
        try await TemporaryFolder.with { folder in
            let text = Data(repeating: UInt8(ascii: "x"), count: 5000)
            try text.write(to: URL(fileURLWithPath: folder.database))
            expectDamaged { try SQLiteStore.open(path: folder.database) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == text)
        }
    }

    @Test func `a folder that is not there is told, not made`() async throws {
        try await TemporaryFolder.with { folder in
            let error = try #require(throws: StoreError.self) { try SQLiteStore.open(path: folder.path + "/no/x.db") }
            guard case .unavailable = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `nobody else on the machine may read the database or what stands beside it`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            _ = try await store.accept([.init(sample: .sample(id: "A1"))], at: .noon)
            _ = try await store.recover(at: .noon)
            for ending in ["", "-wal", "-shm", "-workers"] {
                let rights = try FileManager.default.attributesOfItem(atPath: folder.database + ending)[
                    .posixPermissions
                ]
                #expect(rights as? Int == 0o600, "\(ending)")
            }
            await store.close()
        }
    }

    @Test func `what a release without numbers of workers left is a dead one's`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            _ = try await store.accept([.init(sample: .sample(id: "A1"))], at: .noon)
            _ = try await store.claim(ClaimRequest(worker: "w", limit: 1, now: .noon)) { .send($0, at: .noon) }
            #expect(try await store.recover(at: .noon) == Recovery())
            try execute("UPDATE attempt SET worker = 0", in: folder.database)
            #expect(try await store.recover(at: .noon).withdrawn.map(\.rawValue) == ["A1.1"])
            await store.close()
        }
    }

    @Test func `two stores on one file see each other and keep one journal`() async throws {
        try await TemporaryFolder.with { folder in
            let (left, right) = (
                try SQLiteStore.open(path: folder.database), try SQLiteStore.open(path: folder.database)
            )
            try await withThrowingDiscardingTaskGroup { group in
                for number in 0..<40 {
                    let store = number.isMultiple(of: 2) ? left : right
                    group.addTask {
                        _ = try await store.accept([.init(sample: .sample(id: "A\(number)"))], at: .noon)
                    }
                }
            }
            #expect(try await left.counts() == [.queued: 40])
            try await StoreAgreement.check(right)
            await left.close()
            await right.close()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a hundred calls at the same time share one commit`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            _ = try await store.accept([.init(sample: .sample(id: "A0"))], at: .noon)
            let before = try commits(in: folder)
            // The claim holds the writer until all others have queued up behind it.
            let (starts, started) = AsyncStream.makeStream(of: Void.self)
            async let held = store.claim(ClaimRequest(worker: "w", limit: 1, now: .noon)) { claimed in
                started.finish()
                while store.writer.waiting < 100 { sched_yield() }
                return .send(claimed, at: .noon)
            }
            for await _ in starts {}
            try await withThrowingDiscardingTaskGroup { group in
                for number in 1...100 {
                    group.addTask {
                        _ = try await store.accept([.init(sample: .sample(id: "A\(number)"))], at: .noon)
                    }
                }
            }
            #expect(try await held.intents.count == 1)
            #expect(try commits(in: folder) == before + 2)
            await store.close()
        }
    }

    @Test func `a full disk is told as such, loses nothing, and is over when there is room`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            _ = try await store.accept([.init(sample: .sample(id: "A0"))], at: .noon)
            try await store.limit(pages: 1)
            let crowd = (1...500).map { Acceptance(sample: .sample(id: "A\($0)")) }
            await #expect {
                _ = try await store.accept(crowd, at: .noon)
            } throws: { error in
                guard case StoreError.cannotWrite = error else { return false }
                return true
            }
            #expect(try await store.counts() == [.queued: 1])
            try await store.limit(pages: 1_000_000)
            _ = try await store.accept(crowd, at: .noon)
            #expect(try await store.counts() == [.queued: 501])
            try await StoreAgreement.check(store)
            await store.close()
        }
    }

    @Test func `a read-only file can be read but not written, and says so`() async throws {
        try await TemporaryFolder.with { folder in
            let store = try SQLiteStore.open(path: folder.database)
            try await store.pretendReadOnly()
            await #expect {
                _ = try await store.accept([.init(sample: .sample(id: "A1"))], at: .noon)
            } throws: { error in
                guard case StoreError.cannotWrite = error else { return false }
                return true
            }
            #expect(try await store.counts() == [:])
            await store.close()
        }
    }

    private func expectDamaged(_ open: () throws -> SQLiteStore, _ location: SourceLocation = #_sourceLocation) {
        #expect(sourceLocation: location) {
            _ = try open()
        } throws: { error in
            guard case StoreError.damaged = error else { return false }
            return true
        }
    }

    /// Runs SQL on a file, beside any store.
    private func execute(_ sql: String, in file: String) throws {
        var handle: OpaquePointer?
        try #require(sqlite3_open(file, &handle) == SQLITE_OK)
        defer { sqlite3_close(handle) }
        try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }

    /// Commits in the write-ahead log: frames whose header names the size of the database (file format, section 4.1).
    private func commits(in folder: TemporaryFolder) throws -> Int {
        let log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal")))
        func number(at offset: Int) -> Int { log[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (header, frame) = (32, 24 + number(at: 8))
        return stride(from: header, to: log.count - frame + 1, by: frame).count { number(at: $0 + 4) != 0 }
    }
}

extension SQLiteStore {
    /// Lets the file grow no further than so many pages, or than it is.
    fileprivate func limit(pages: Int) async throws {
        try await writer.run { (transaction) throws(StoreError) in
            _ = try transaction.connection.number("PRAGMA max_page_count = \(pages)")
        }
    }

    /// Makes the writing connection refuse to write.
    fileprivate func pretendReadOnly() async throws {
        try await writer.run { (transaction) throws(StoreError) in
            try transaction.connection.execute("PRAGMA query_only = ON")
        }
    }
}
