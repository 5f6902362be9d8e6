import COpenSSL
import Foundation

/// How Twilio signs what it posts: HMAC-SHA1 over the address and the sorted parameters, in base64.
enum TwilioSignature {
    static func sign(url: String, parameters: [(name: String, value: String)], token: String) -> String {
        let sorted = parameters.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        let signed = url + sorted.map { $0.name + $0.value }.joined()
        return Data(hmacSHA1(Array(signed.utf8), key: Array(token.utf8))).base64EncodedString()
    }

    private static func hmacSHA1(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &code, &length)
        return Array(code.prefix(Int(length)))
    }
}
