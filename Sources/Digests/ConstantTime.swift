import COpenSSL

/// Comparison of secrets whose duration tells nothing about where they differ.
public enum ConstantTime {
    /// Whether two byte strings are equal; only their lengths show in the time that it takes.
    public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        let left = [UInt8](left)
        let right = [UInt8](right)
        return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
