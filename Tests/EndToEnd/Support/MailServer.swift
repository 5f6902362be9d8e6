import Dunning
import Foundation

/// aiosmtpd with STARTTLS and AUTH; every mail is parsed by Python's `email` and told as one line of JSON.
final class MailServer: Sendable {
    /// The only user, and the password.
    static let password = "s3cret"

    let port: Int
    private let peer: Peer

    init(in folder: URL, _ authority: Authority) async throws {
        let python = try Peer.tool("/usr/bin/python3", package: "python3")
        peer = try Peer([python, "-c", MailServer.script, authority.certificate, authority.key], in: folder)
        guard let port = try await JSON(parsing: peer.line(0))["port"]?.integer else { throw Trouble("no port") }
        self.port = Int(port)
    }

    /// The configuration that reaches it.
    func configuration(_ authority: Authority) -> String {
        """
        [email.primary]
        provider = "smtp"
        url = "smtp+starttls://localhost:\(port)"
        username = "dunlin"
        password = { env = "SMTP_PASSWORD" }
        from = "Acme Energie Köln <billing@acme.example>"
        ca_file = "\(authority.file)"

        """
    }

    /// The mails that have arrived.
    var mails: [JSON] { get throws { try peer.lines.dropFirst().map { try JSON(parsing: $0) } } }

    func mail(_ number: Int = 0) async throws -> JSON { try await JSON(parsing: peer.line(number + 1)) }

    private static let script = """
        import asyncio, email, email.policy, hashlib, json, ssl, sys
        try:
            from aiosmtpd.smtp import SMTP, AuthResult
        except ImportError:
            sys.exit('aiosmtpd is missing; install the Debian package python3-aiosmtpd')
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        # Python 3.11 makes the space between two encoded words one too many where the first ends in a space itself.
        joined = lambda text: ' '.join(text.split())
        class Inbox:
            async def handle_DATA(self, server, session, envelope):
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                part = lambda kind: (lambda found: found and found.get_content())(mail.get_body((kind,)))
                print(json.dumps({
                    'sender': envelope.mail_from, 'recipients': envelope.rcpt_tos,
                    'tls': session.ssl is not None, 'authenticated': session.authenticated,
                    'names': [name.lower() for name in mail.keys()],
                    'headers': {name.lower(): str(value) for name, value in mail.items()},
                    'to': [[joined(a.display_name), a.addr_spec] for a in mail['To'].addresses],
                    'from': [[a.display_name, a.addr_spec] for a in mail['From'].addresses],
                    'defects': [str(d) for p in mail.walk() for d in p.defects],
                    'attachments': len(list(mail.iter_attachments())),
                    'files': [[a.get_filename(), a.get_content_type(), hashlib.sha256(a.get_content()).hexdigest()]
                        for a in mail.iter_attachments()],
                    'text': part('plain'), 'html': part('html')}))
                return '250 2.0.0 Ok: queued as E2E'
        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == b'dunlin' and data.password == b'\(password)', handled=False)
        def serve():
            return SMTP(Inbox(), hostname='peer.test', auth_required=True, authenticator=check, tls_context=context,
                require_starttls=True, auth_require_tls=True)
        async def main():
            server = await asyncio.get_running_loop().create_server(serve, '127.0.0.1', 0)
            print(json.dumps({'port': server.sockets[0].getsockname()[1]}))
            await server.serve_forever()
        asyncio.run(main())
        """
}

/// A certificate authority that lives for one test, with a certificate for `localhost`.
struct Authority {
    let file: String
    let certificate: String
    let key: String

    init(in folder: URL) async throws {
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try Data("subjectAltName=DNS:localhost,IP:127.0.0.1".utf8).write(to: folder.appending(path: "names"))
        for arguments in [
            ["req", "-x509", "-days", "2", "-subj", "/CN=Throw-away CA", "-keyout", "ca.key", "-out", "ca.pem"] + curve,
            ["req", "-subj", "/CN=peer", "-keyout", "server.key", "-out", "server.csr"] + curve,
            [
                "x509", "-req", "-days", "2", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-CAcreateserial", "-extfile", "names", "-out", "server.pem",
            ],
        ] {
            _ = try await Tool.run("/usr/bin/openssl", arguments, package: "openssl", in: folder)
        }
        file = folder.appending(path: "ca.pem").path()
        certificate = folder.appending(path: "server.pem").path()
        key = folder.appending(path: "server.key").path()
    }
}

/// A program that judges or prepares something and ends.
enum Tool {
    static func run(_ path: String, _ arguments: [String], package: String, in folder: URL) async throws -> String {
        let program = try Peer.tool(path, package: package)
        let child = try Child(Child.Order(arguments: [program] + arguments, folder: folder))
        let status = await child.exit()
        guard status == 0 else { throw Trouble("\(path) \(arguments): \(status) \(child.text)\(child.complaints)") }
        return child.text
    }
}
