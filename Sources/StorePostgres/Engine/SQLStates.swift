import Storage

extension StoreError {
    /// What a caller can do about an SQLSTATE (PostgreSQL manual, appendix A).
    init(sqlState state: String, message: String) {
        let cause = "\(message) (SQLSTATE \(state))"
        switch state {
        case "40001", "40P01", "55P03", "57014", "53300", "42501": self = .unavailable(cause)
        case "25006", "53100", "58030": self = .cannotWrite(cause)
        case "XX001", "XX002": self = .damaged(cause)
        default:
            switch state.prefix(2) {
            case "08", "28", "3D", "57": self = .unavailable(cause)
            case "53", "54": self = .cannotWrite(cause)
            default: self = .defect(cause)
            }
        }
    }
}
