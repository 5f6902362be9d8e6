/// What a store can refuse, one case for each thing that a caller can do about it.
public enum StoreError: Error, Hashable, Sendable {
    /// Locked or unreachable: try again.
    case unavailable(String)
    /// The disk is full or the database is read-only: stop claiming, send nothing, try again.
    case cannotWrite(String)
    /// Written by a newer release: stop.
    case schemaTooNew(found: Int, supported: Int)
    /// Not a database of ours, or damaged: stop.
    case damaged(String)
    /// The program used the store wrongly or the database said what it never should: a defect.
    case defect(String)
}

extension StoreError: CustomStringConvertible {
    /// What happened and what mends it, without personal data.
    public var description: String {
        switch self {
        case .unavailable(let cause): "store is not available: \(cause); try again"
        case .cannotWrite(let cause): "store cannot write: \(cause); free space or make the database writable"
        case .schemaTooNew(let found, let supported):
            "store has schema \(found), this release knows up to \(supported); run the newer release"
        case .damaged(let cause): "store is damaged: \(cause); restore a backup"
        case .defect(let cause): "store answered what it never should: \(cause); report this as a defect"
        }
    }
}
