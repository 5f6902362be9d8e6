import Foundation

/// Kannel with its fake SMSC: bearerbox, smsbox and fakesmsc, each on free ports of loopback, none a daemon.
final class Kannel: Sendable {
    static let password = "s3cret"

    let port: Int
    private let peers: [Peer]
    private let centre: Peer

    init(in folder: URL) async throws {
        let bearerbox = try Peer.tool("/usr/sbin/bearerbox", package: "kannel")
        let smsbox = try Peer.tool("/usr/sbin/smsbox", package: "kannel")
        let fakesmsc = try Peer.tool("/usr/lib/kannel/test/fakesmsc", package: "kannel-extras")
        let ports = try Ports.free(4)
        try Data(Kannel.configuration(ports, in: folder).utf8).write(to: folder.appending(path: "kannel.conf"))
        let bearer = try Peer([bearerbox, "kannel.conf"], in: folder)
        try await bearer.listens(on: ports[1])
        try await bearer.listens(on: ports[2])
        let box = try Peer([smsbox, "kannel.conf"], in: folder)
        try await box.listens(on: ports[3])
        centre = try Peer(
            [fakesmsc, "-H", "127.0.0.1", "-r", "\(ports[2])", "-m", "0", "1 2 text never-sent"],
            in: folder
        )
        peers = [bearer, box]
        port = ports[3]
    }

    /// The configuration that reaches it.
    var configuration: String {
        """
        [sms.primary]
        provider = "kannel"
        url = "http://127.0.0.1:\(port)/cgi-bin/sendsms"
        username = "dunlin"
        password = { env = "KANNEL_PASSWORD" }
        from = "Acme"

        """
    }

    /// A text as it reached the SMSC.
    struct Text {
        let sender: String
        let receiver: String
        let text: String
    }

    /// The texts that have reached the SMSC; the parts of a long one are put together.
    var texts: [Text] {
        get throws {
            let log = centre.child.text + centre.child.complaints
            return try Part.joined(log.split(separator: "\n").compactMap { try Part(line: $0) })
        }
    }

    private static func configuration(_ ports: [Int], in folder: URL) -> String {
        """
        group = core
        admin-port = \(ports[0])
        admin-interface = 127.0.0.1
        admin-password = \(password)
        smsbox-port = \(ports[1])
        smsbox-interface = 127.0.0.1
        dlr-storage = internal

        group = smsc
        smsc = fake
        smsc-id = fake
        host = 127.0.0.1
        port = \(ports[2])
        connect-allow-ip = 127.0.0.1

        group = smsbox
        bearerbox-host = 127.0.0.1
        bearerbox-port = \(ports[1])
        sendsms-port = \(ports[3])
        sendsms-interface = 127.0.0.1

        group = sendsms-user
        username = dunlin
        password = \(password)
        max-messages = 10
        concatenation = true

        group = sms-service
        keyword = default
        text = none
        max-messages = 0

        """
    }
}
