import Dunning
import Foundation

/// A provider's HTTP API as far as it goes: takes every form, tells it, and answers as Twilio does.
final class WebPeer: Sendable {
    let port: Int
    private let peer: Peer

    init(in folder: URL) async throws {
        let python = try Peer.tool("/usr/bin/python3", package: "python3")
        peer = try Peer([python, "-c", WebPeer.script], in: folder)
        guard let port = try await JSON(parsing: peer.line(0))["port"]?.integer else { throw Trouble("no port") }
        self.port = Int(port)
    }

    /// The requests that have come.
    var requests: [JSON] { get throws { try peer.lines.dropFirst().map { try JSON(parsing: $0) } } }

    /// The configuration of a channel that goes there; a public URL lets calls offer a key press.
    func configuration(_ channel: String) -> String {
        """
        [\(channel).primary]
        provider = "twilio"
        url = "http://127.0.0.1:\(port)"
        account = "AC00000000000000000000000000000000"
        token = { env = "TWILIO_TOKEN" }
        from = "+493023125042"

        [server]
        public_url = "https://dunlin.example.com"

        """
    }

    private static let script = """
        import base64, http.server, json, urllib.parse, xml.etree.ElementTree as tree
        def nodes(element):
            words = ''.join(element.itertext())
            return {'tag': element.tag, 'words': ' '.join(words.split()), 'attributes': dict(element.attrib),
                'children': [nodes(child) for child in element]}
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode('ascii')
                form = urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True, errors='strict')
                script = dict(form).get('Twiml')
                print(json.dumps({'path': self.path, 'type': self.headers['Content-Type'],
                    'user': base64.b64decode(self.headers['Authorization'].split()[1]).decode(),
                    'form': form, 'script': script and nodes(tree.fromstring(script))}))
                kind = 'CA' if self.path.endswith('Calls.json') else 'SM'
                answer = json.dumps({'sid': kind + '0' * 32, 'status': 'queued'}).encode()
                self.send_response(201)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *words):
                pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        print(json.dumps({'port': server.server_address[1]}))
        server.serve_forever()
        """
}
