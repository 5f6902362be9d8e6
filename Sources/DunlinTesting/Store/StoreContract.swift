public import Storage
public import Testing

/// One promise that every store keeps.
public struct StorePromise: Sendable, CustomTestStringConvertible {
    /// The promise, as a sentence.
    public let name: String
    private let body: @Sendable (StoreUnderTest) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (StoreUnderTest) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Tests the promise on an empty database.
    public func check(_ store: StoreUnderTest) async throws { try await body(store) }

    /// The promise, as test reports show it.
    public var testDescription: String { name }
}

/// An empty database of some engine.
public struct StoreUnderTest: Sendable {
    private let opening: @Sendable () async throws -> any Store

    /// The closure opens the same database each time that it is called.
    public init(opening: @escaping @Sendable () async throws -> any Store) { self.opening = opening }

    /// Opens the database, works on it, and closes it.
    func open(_ work: (StoreScene) async throws -> Void) async throws {
        let store = try await opening()
        do {
            try await work(StoreScene(store: store))
            await store.close()
        } catch {
            await store.close()
            throw error
        }
    }
}

/// What every engine has to keep: a new engine is done when all promises pass.
public enum StoreContract {
    /// All promises; give them to a parameterised test.
    public static var promises: [StorePromise] {
        intake + claims + beginnings + records + receipts + changes + settlements + facts + points + races + recovery
            + reports + journal + revisions + tasks + providers
    }
}
