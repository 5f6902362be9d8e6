/// What a server offers in its answer to EHLO (RFC 5321 4.1.1.1).
struct SMTPCapabilities: Hashable, Sendable {
    /// RFC 2920.
    var pipelining = false
    /// RFC 6152.
    var eightBitMIME = false
    /// RFC 6531.
    var smtpUTF8 = false
    /// RFC 3461.
    var dsn = false
    /// RFC 2034.
    var enhancedStatusCodes = false
    /// RFC 1870: offered at all.
    var size = false
    /// The biggest message in octets; `nil` where the server names none.
    var sizeLimit: Int?

    /// Whether the server knows HELO only, and so offers nothing.
    var helloOnly = false

    static let legacy: SMTPCapabilities = {
        var capabilities = SMTPCapabilities()
        capabilities.helloOnly = true
        return capabilities
    }()

    init() {}

    /// Reads the lines after the first, which only greets.
    init(_ reply: RawReply) {
        for line in reply.lines.dropFirst() {
            let words = line.split(separator: " ")
            switch words.first?.uppercased() {
            case "PIPELINING": pipelining = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": smtpUTF8 = true
            case "DSN": dsn = true
            case "ENHANCEDSTATUSCODES": enhancedStatusCodes = true
            case "SIZE":
                size = true
                sizeLimit = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            default: continue
            }
        }
    }
}
