import COpenSSL

/// A keyed hash (RFC 2104) that proves who wrote a message, with the hash function of a case.
public enum HMAC: Sendable, CaseIterable {
    /// The usual one: 32 bytes.
    case sha256
    /// For protocols that ask for it, such as Twilio's request signature: 20 bytes.
    case sha1

    /// The number of bytes of a code.
    public var count: Int {
        switch self {
        case .sha256: 32
        case .sha1: 20
        }
    }

    /// The code of a message under a key of any length.
    public func code(of message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
        let key = [UInt8](key)
        let message = [UInt8](message)
        let code = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var length: UInt32 = 0
            // A null pointer as key means "the key from last time" to the library, so an empty one gets an address.
            let done = (key.isEmpty ? [0] : key).withUnsafeBytes { keyBytes in
                COpenSSL.HMAC(
                    function,
                    keyBytes.baseAddress,
                    Int32(clamping: key.count),
                    message,
                    message.count,
                    buffer.baseAddress,
                    &length
                )
            }
            filled = done == nil ? 0 : Int(length)
        }
        // Out of memory, a key above 2 GiB, or an OpenSSL without its own hashes: a wrong code would be worse.
        precondition(code.count == count, "OpenSSL computes no HMAC")
        return code
    }

    /// Whether a code is right for a message; takes equally long for every wrong code of the right length.
    public func isValid(_ code: some Collection<UInt8>, of message: some Collection<UInt8>, key: some Collection<UInt8>)
        -> Bool
    {
        ConstantTime.areEqual(self.code(of: message, key: key), code)
    }

    private var function: OpaquePointer? {
        switch self {
        case .sha256: EVP_sha256()
        case .sha1: EVP_sha1()
        }
    }
}
