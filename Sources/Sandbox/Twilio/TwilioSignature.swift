import Digests
import Foundation

/// How Twilio signs what it posts: HMAC-SHA1 over the address and the sorted parameters, in base64.
enum TwilioSignature {
    static func sign(url: String, parameters: [(name: String, value: String)], token: String) -> String {
        let sorted = parameters.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        let signed = url + sorted.map { $0.name + $0.value }.joined()
        return Data(HMAC.sha1.code(of: signed.utf8, key: token.utf8)).base64EncodedString()
    }
}
