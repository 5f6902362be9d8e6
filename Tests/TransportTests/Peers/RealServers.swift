import Foundation
import Testing

/// A program that serves on loopback until it is let go; its first line of output is JSON that says where.
final class ServerProcess {
    private let process = Process()
    /// Held open: the peers end when it closes, so that none outlives a test run that was broken off.
    private let input = Pipe()
    private let lines: AsyncStream<String>

    init(python script: String, _ arguments: [String]) throws {
        let pipe = Pipe()
        let (lines, continuation) = AsyncStream<String>.makeStream()
        self.lines = lines
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script] + arguments
        process.standardInput = input
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading
        // A thread of its own, so that a peer with much to say is never held up by a test that waits for it.
        Thread { Self.forward(output, to: continuation) }.start()
    }

    deinit {
        // Not SIGTERM: a child inherits the signal mask of the thread that starts it, and these block that one.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The next line of output.
    func line() async throws -> String {
        for await line in lines { return line }
        throw PeerError.unexpected("the peer ended early; its last words are on standard error")
    }

    private static func forward(_ output: FileHandle, to lines: AsyncStream<String>.Continuation) {
        var rest: [UInt8] = []
        while true {
            let chunk = output.availableData
            guard !chunk.isEmpty else { return lines.finish() }
            let parts = chunk.split(separator: 0x0A, omittingEmptySubsequences: false)
            for part in parts.dropLast() {
                lines.yield(String(decoding: rest + part, as: UTF8.self))
                rest = []
            }
            rest += parts[parts.count - 1]
        }
    }
}

/// A certificate authority that lives for one test, with a certificate for `localhost` and 127.0.0.1.
final class ThrowawayAuthority {
    let folder: URL
    var authorityFile: String { folder.appending(path: "ca.pem").path() }
    var certificateFile: String { folder.appending(path: "server.pem").path() }
    var keyFile: String { folder.appending(path: "server.key").path() }

    init(hosts: String = "DNS:localhost,IP:127.0.0.1") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "dunlin-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try openssl(
            ["req", "-x509", "-days", "2", "-subj", "/CN=Throw-away CA", "-keyout", "ca.key", "-out", "ca.pem"] + curve
        )
        try openssl(["req", "-subj", "/CN=peer", "-keyout", "server.key", "-out", "server.csr"] + curve)
        try Data("subjectAltName=\(hosts)".utf8).write(to: folder.appending(path: "names"))
        try openssl([
            "x509", "-req", "-days", "2", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-extfile", "names", "-out", "server.pem",
        ])
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments[0]) failed")
    }
}

enum PeerScript {
    /// aiosmtpd with STARTTLS or TLS and with AUTH; prints a line of JSON for its port and for each message.
    static let mail = """
        import sys
        try:
            import aiosmtpd
        except ImportError:
            sys.exit('python3-aiosmtpd is missing; install it with apt-get install python3-aiosmtpd')
        import asyncio, base64, json, os, ssl, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        from aiosmtpd.smtp import SMTP, AuthResult
        mode, certificate, key = sys.argv[1:4]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        class Inbox:
            async def handle_DATA(self, server, session, envelope):
                print(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos,
                    'content': base64.b64encode(envelope.content).decode(),
                    'tls': session.ssl is not None or mode == 'tls', 'authenticated': session.authenticated}), flush=True)
                return '250 2.0.0 kept'
        def check(server, session, envelope, mechanism, data):
            known = data.login == b'dunlin' and data.password == b's3cret'
            return AuthResult(success=known, handled=False)
        def serve():
            return SMTP(Inbox(), hostname='peer.test', enable_SMTPUTF8=True, auth_required=True, authenticator=check,
                tls_context=context if mode == 'starttls' else None, require_starttls=mode == 'starttls',
                auth_require_tls=mode == 'starttls')
        async def main():
            server = await asyncio.get_running_loop().create_server(serve, '127.0.0.1', 0,
                ssl=context if mode == 'tls' else None)
            print(json.dumps({'port': server.sockets[0].getsockname()[1]}), flush=True)
            await server.serve_forever()
        asyncio.run(main())
        """

    /// HTTPS from Python's own library; says which protocol was agreed on in the handshake.
    static let web = """
        import http.server, json, os, ssl, sys, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        protocols = sys.argv[3].split(',')
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def setup(self):
                print(json.dumps({'alpn': self.request.selected_alpn_protocol()}), flush=True)
                super().setup()
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                self.send_response(201)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words):
                pass
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        context.set_alpn_protocols(protocols)
        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address):
                pass
        server = Server(('127.0.0.1', 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(json.dumps({'port': server.server_address[1]}), flush=True)
        server.serve_forever()
        """
}

struct PeerAddress: Decodable {
    let port: Int

    init(_ process: ServerProcess) async throws {
        self = try await JSONDecoder().decode(PeerAddress.self, from: Data(process.line().utf8))
    }
}
