import Dunning
import Foundation

/// `dunlin sandbox` on free ports.
struct Sandbox {
    let child: Child
    private let endpoints: JSON

    init(in folder: Workplace) async throws {
        let child = try folder.start(["sandbox", "--smtp-port", "0", "--http-port", "0", "--json", "-q"])
        try await eventually("the sandbox's addresses: \(child.complaints)") { child.text.contains("\n") }
        self.child = child
        endpoints = try JSON(parsing: child.text)
    }

    var smtp: String { endpoints["smtp"]?.string ?? "" }

    /// What the inbox tells to tests.
    func inbox(_ folder: Workplace) async throws -> JSON {
        let script = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())"
        let address = (endpoints["inbox"]?.string ?? "") + "messages.json"
        let text = try await Tool.run(
            "/usr/bin/python3",
            ["-c", script, address],
            package: "python3",
            in: folder.folder
        )
        return try JSON(parsing: text)
    }

    var mail: String {
        """
        [email.primary]
        provider = "smtp"
        url = "\(smtp)"
        from = "Acme Energie <billing@acme.example>"

        """
    }

    func phones(server port: Int) -> String {
        """
        [sms.primary]
        provider = "kannel"
        url = "\(endpoints["kannel"]?.string ?? "")"
        username = "dunlin"
        password = { env = "KANNEL_PASSWORD" }
        from = "Acme"

        [voice.primary]
        provider = "twilio"
        url = "\(endpoints["twilio"]?.string ?? "")"
        account = "AC00000000000000000000000000000000"
        token = { env = "TWILIO_TOKEN" }
        from = "+493023125042"

        [server]
        listen = "127.0.0.1:\(port)"
        public_url = "http://127.0.0.1:\(port)"

        """
    }
}
