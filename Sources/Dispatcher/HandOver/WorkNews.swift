public import Storage

/// What people should hear of while a worker works.
public enum WorkNews: Hashable, Sendable {
    /// The store cannot be used: nothing is claimed and nothing sent until it can; told at the first failure only.
    case storeFails(StoreError)
    /// What had failed has been done.
    case storeWorks
}
