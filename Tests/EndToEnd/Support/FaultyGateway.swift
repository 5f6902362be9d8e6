import Dunning
import Foundation

/// A gateway for texts that answers each request in the same wrong way, until it is healed.
final class FaultyGateway: Sendable {
    let port: Int
    private let peer: Peer
    private let folder: URL

    /// `answer` is a status, `drop`, `late` (after a second) or `never`; what is not refused is taken first.
    init(in folder: URL, answer: String) async throws {
        let python = try Peer.tool("/usr/bin/python3", package: "python3")
        self.folder = folder
        peer = try Peer([python, "-c", FaultyGateway.script, answer], in: folder)
        guard let port = try await JSON(parsing: peer.line(0))["port"]?.integer else { throw Trouble("no port") }
        self.port = Int(port)
    }

    /// From now on it behaves.
    func heal() throws { try Data().write(to: folder.appending(path: "healed")) }

    /// Our name for each text that it has taken.
    var references: [String] {
        get throws { try peer.lines.dropFirst().compactMap { try JSON(parsing: $0)["taken"]?.string } }
    }

    private static let script = """
        import http.server, json, os, socket, sys, time
        answer = sys.argv[1]
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                mood = '200' if os.path.exists('healed') else answer
                status = int(mood) if mood.isdigit() else 200
                if status == 200:
                    print(json.dumps({'taken': body['reference']}))
                if mood == 'drop':
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                if mood in ('late', 'never'):
                    time.sleep(1 if mood == 'late' else 60)
                content = json.dumps({'id': 'G-' + body['reference'], 'code': status}).encode()
                self.send_response(status)
                if status == 429:
                    self.send_header('Retry-After', '600')
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            def log_message(self, *words):
                pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        server.daemon_threads = True
        print(json.dumps({'port': server.server_address[1]}))
        server.serve_forever()
        """
}
