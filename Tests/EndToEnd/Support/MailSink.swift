import Foundation

/// Postfix's smtp-sink: takes mails at full speed and keeps them all.
final class MailSink: Sendable {
    let port: Int
    private let peer: Peer
    private let folder: URL

    init(in folder: URL, named name: String = "sink", waiting seconds: Int = 0) async throws {
        let program = try Peer.tool("/usr/sbin/smtp-sink", package: "postfix")
        port = try Ports.free(1)[0]
        self.folder = folder.appending(path: name)
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        // As root it insists on giving up its rights, and then has to write into a folder that is not its own.
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: self.folder.path())
        let user = getuid() == 0 ? ["-u", "nobody"] : []
        // It takes no delay of zero.
        let delay = seconds > 0 ? ["-w", "\(seconds)"] : []
        let place = ["-R", self.folder.path(), "-D", "mails", "127.0.0.1:\(port)", "256"]
        peer = try Peer([program] + user + delay + place, in: folder)
        try await peer.listens(on: port)
    }

    /// The configuration that reaches it.
    var configuration: String {
        """
        [email.primary]
        provider = "smtp"
        url = "smtp://127.0.0.1:\(port)"
        from = "Acme Energie <billing@acme.example>"

        """
    }

    /// The Message-ID of each mail that has arrived, as often as it has arrived.
    var messageIDs: [String] {
        get throws {
            try mails.flatMap { mail in
                mail.split(separator: "\n")
                    .filter { $0.hasPrefix("Message-ID: ") }
                    .map { String($0.dropFirst("Message-ID: ".count)) }
            }
        }
    }

    /// What has arrived, as it came over the wire: the sink's files, in each of which many mails may stand.
    var mails: [String] {
        get throws {
            // The sink takes away the file of a mail that was broken off; what is gone has not arrived.
            try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map { file in
                String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
            }
        }
    }
}
