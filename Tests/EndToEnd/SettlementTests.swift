import Dunning
import Foundation
import Testing

/// After a crash in the middle of a hand-over, what can be asked about is settled without a person, and nothing twice.
@Suite(.timeLimit(.minutes(5)))
struct SettlementTests {
    /// Five minutes later: what Twilio does not list by then it never took.
    static let later = "2031-03-04T10:05:00Z"

    @Test func `killed in the middle of texts, it sends each of them once and asks no person`() async throws {
        let folder = try Workplace()
        let sandbox = try await StandIn(in: folder)
        try folder.write(Workplace.house + sandbox.configuration("sms"), to: "channels.conf")
        let actions = (1...80).map { SampleAction.phone("a-\($0)", "sms", "+491511234\(5000 + $0)") }
        try await folder.enqueue(actions)
        let drain = ["run", "--drain", "--at", Workplace.workday]
        let run = try folder.start(drain, environment: ["DUNLIN_SMS__PRIMARY__RATE": "40/s"])
        try await eventually("ten texts: \(run.complaints)") { try await sandbox.messages(folder).count >= 10 }
        run.send(SIGKILL)
        #expect(await run.exit() == -SIGKILL)

        try await folder.work()
        try await folder.work(at: Self.later)
        let numbers = try await sandbox.messages(folder).map { $0["to"]?.canonical ?? "" }
        #expect(numbers.count == 80 && Set(numbers).count == 80, "\(numbers.count)")
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == 80 && states.allSatisfy { $0 == "completed" }, "\(states)")
    }

    @Test(arguments: ["sms", "voice"])
    func `a text or call whose answer was lost is found with the provider and not made again`(
        channel: String
    ) async throws {
        let folder = try Workplace()
        let sandbox = try await StandIn(in: folder)
        try folder.write(Workplace.house + sandbox.configuration(channel), to: "channels.conf")
        // The stand-in takes what goes to this number and hangs up. Businesses may be called at any hour, so the test
        // does not depend on the time of day.
        let action = SampleAction.phone("a-1", channel, "+4915112340155").with { $0.kind = "business" }
        try await folder.enqueue(action)
        let run = try await folder.dunlin("run", "--drain")
        #expect(run.status == 0, "\(run.errors)")
        let before = try await folder.action("a-1")
        #expect(
            before["state"] == "review" && before["attempts"]?.array?.map { $0["state"] } == ["unknown"],
            "\(before)"
        )

        let asked = try await folder.dunlin("actions", "review", "--settle", "--json")
        let answer = try asked.object()
        #expect(asked.status == 0 && answer["found"] == "handed-over" && answer["attempt"] == "a-1.1", "\(answer)")
        let after = try await folder.action("a-1")
        #expect(after["state"] == "completed" && after["attempts"]?.array?.map { $0["state"] } == ["handed-over"])
        #expect(try await sandbox.messages(folder).count == 1)
    }

    @Test func `killed in the middle of letters to Lob, it has each of them printed once and asks no person`()
        async throws
    {
        let folder = try Workplace()
        let sandbox = try await StandIn(in: folder)
        try folder.write(Workplace.house + sandbox.lob, to: "channels.conf")
        try await folder.enqueue((1...30).map { SampleAction(id: "a-\($0)", channel: "letter") })
        // Takes the letter and hangs up.
        try await folder.enqueue(SampleAction(id: "b-1", channel: "letter").with { $0.name = "Dropped After" })
        let drain = ["run", "--drain", "--at", Workplace.workday]
        let run = try folder.start(drain, environment: ["DUNLIN_LETTER__PRIMARY__RATE": "15/s"])
        try await eventually("five letters: \(run.complaints)") { try await sandbox.messages(folder).count >= 5 }
        run.send(SIGKILL)
        #expect(await run.exit() == -SIGKILL)

        try await folder.work()
        try await folder.work(at: "2031-03-04T10:00:01Z")
        let letters = try await sandbox.messages(folder)
        let keys = letters.map { $0["reference"]?.string ?? "" }
        #expect(letters.count == 31 && Set(keys).count == 31, "\(letters.count)")
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == 31 && states.allSatisfy { $0 == "completed" }, "\(states)")
    }

    @Test func `a gateway that knows repeated requests gets the same one again, and the debtor one text`() async throws
    {
        let folder = try Workplace()
        let gateway = try await ForgetfulGateway(in: folder.folder)
        try folder.write(Workplace.house + gateway.configuration, to: "channels.conf")
        try await folder.enqueue((1...4).map { .phone("a-\($0)", "sms", "+491511234\(5000 + $0)") })
        try await folder.work()
        let lost = try await folder.dunlin("actions", "list", "--state", "review", "--json").objects()
        #expect(lost.count == 4, "every first answer is lost")
        try await folder.work(at: "2031-03-04T10:00:01Z")
        let requests = try gateway.requests
        #expect(requests.count == 8)
        for key in Set(requests.compactMap { $0["key"]?.string }) {
            let same = requests.filter { $0["key"]?.string == key }
            #expect(same.count == 2 && same.first?["body"] == same.last?["body"], "\(key)")
        }
        let states = try await folder.dunlin("actions", "list", "--json").objects().map { $0["state"] }
        #expect(states.count == 4 && states.allSatisfy { $0 == "completed" }, "\(states)")
    }
}

/// The program's own stand-in for Twilio and Lob.
private struct StandIn {
    let child: Child
    private let endpoints: JSON

    init(in folder: Workplace) async throws {
        let child = try folder.start(["sandbox", "--smtp-port", "0", "--http-port", "0", "--json", "-q"])
        try await eventually("the sandbox's addresses: \(child.complaints)") { child.text.contains("\n") }
        self.child = child
        endpoints = try JSON(parsing: child.text)
    }

    /// Callbacks that reach nobody, without which no call is made: nothing but a question tells what became of a message.
    func configuration(_ channel: String) -> String {
        """
        [\(channel).primary]
        provider = "twilio"
        url = "\(endpoints["twilio"]?.string ?? "")"
        account = "AC00000000000000000000000000000000"
        token = { env = "TWILIO_TOKEN" }
        from = "+493023125042"

        [server]
        public_url = "https://dunlin.example.com"

        """
    }

    /// Letters to Lob.
    var lob: String {
        """
        [letter.primary]
        provider = "lob"
        url = "\(endpoints["lob"]?.string ?? "")"
        key = { env = "TWILIO_TOKEN" }
        from = "adr_0123456789abcdef"

        """
    }

    /// What it has taken in.
    func messages(_ folder: Workplace) async throws -> [JSON] {
        let script = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())"
        let address = (endpoints["inbox"]?.string ?? "") + "messages.json?limit=1000"
        let text = try await Tool.run(
            "/usr/bin/python3",
            ["-c", script, address],
            package: "python3",
            in: folder.folder
        )
        return try JSON(parsing: text)["messages"]?.array ?? []
    }
}

/// A gateway that takes each request and hangs up the first time that it sees its key.
private final class ForgetfulGateway: Sendable {
    private let port: Int64
    private let peer: Peer

    init(in folder: URL) async throws {
        let python = try Peer.tool("/usr/bin/python3", package: "python3")
        peer = try Peer([python, "-c", ForgetfulGateway.script], in: folder)
        guard let port = try await JSON(parsing: peer.line(0))["port"]?.integer else { throw Trouble("no port") }
        self.port = port
    }

    var requests: [JSON] { get throws { try peer.lines.dropFirst().map { try JSON(parsing: $0) } } }

    var configuration: String {
        """
        [sms.primary]
        provider = "http"
        url = "http://127.0.0.1:\(port)/v1/messages"
        from = "+493023125042"
        json = { to = "{to}", text = "{text}", language = "{language}" }
        reference = "/id"
        idempotency_header = "Idempotency-Key"

        """
    }

    private static let script = """
        import http.server, json, threading
        known = set()
        lock = threading.Lock()
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode('utf-8')
                key = self.headers['Idempotency-Key']
                first = key not in known
                known.add(key)
                with lock:
                    print(json.dumps({'key': key, 'body': body}))
                if first:
                    self.close_connection = True
                    return
                answer = json.dumps({'id': 'm-' + key}).encode()
                self.send_response(200)
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
