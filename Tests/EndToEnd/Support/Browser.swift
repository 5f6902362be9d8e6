import Dunning
import Foundation

/// Chromium without a window, driven over WebDriver (a W3C recommendation: plain HTTP and JSON).
final class Browser: Sendable {
    private let peer: Peer
    private let port: Int
    /// The path of the session.
    private let session: String

    /// Starts driver and browser; both end with the object.
    init(in folder: URL) async throws {
        let driver = try Peer.tool("/usr/bin/chromedriver", package: "chromium-driver")
        let peer = try Peer([driver, "--port=0"], in: folder)
        var found: Int?
        try await eventually("chromedriver tells its port: \(peer.child.text)") {
            found = try /on port (\d+)\./.firstMatch(in: peer.child.text).flatMap { Int($0.output.1) }
            return found != nil
        }
        guard let port = found else { throw Trouble("no port") }
        // Tests may run as root, where Chromium's own sandbox cannot; it loads nothing but our own page.
        let arguments: JSON = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000"]
        let answer = try await Browser.ask(
            "POST",
            port,
            "/session",
            ["capabilities": ["alwaysMatch": ["browserName": "chrome", "goog:chromeOptions": ["args": arguments]]]]
        )
        guard let id = answer["sessionId"]?.string else { throw Trouble("no session: \(answer)") }
        session = "/session/" + id
        self.port = port
        self.peer = peer
    }

    /// Loads a page.
    func open(_ address: String) async throws {
        _ = try await ask("POST", "/url", ["url": .string(address)])
    }

    /// What a function body returns; nil for `null`.
    func value(_ script: String) async throws -> JSON {
        try await ask(
            "POST",
            "/execute/sync",
            ["script": .string("return \(script)"), "args": []]
        )
    }

    /// Clicks the first element that a selector finds, as a mouse would.
    func click(_ selector: String) async throws {
        _ = try await ask("POST", "/element/\(try await element(selector))/click", [:])
    }

    /// Presses keys while the element has the focus.
    func type(_ keys: String, into selector: String) async throws {
        let element = try await element(selector)
        _ = try await ask("POST", "/element/\(element)/value", ["text": .string(keys)])
    }

    /// The text within a frame, as it is seen.
    func text(inFrame selector: String) async throws -> String {
        let key = Browser.elementKey
        let id = try await element(selector)
        _ = try await ask("POST", "/frame", ["id": .object([key: .string(id)])])
        let body = try await element("body")
        let text = try await ask("GET", "/element/\(body)/text", nil).string ?? ""
        _ = try await ask("POST", "/frame", ["id": nil])
        return text
    }

    /// Ends the browser; without it, it ends with the driver.
    func close() async throws { _ = try await ask("DELETE", "", nil) }

    private func element(_ selector: String) async throws -> String {
        let found = try await ask(
            "POST",
            "/element",
            ["using": "css selector", "value": .string(selector)]
        )
        guard let id = found[Browser.elementKey]?.string else { throw Trouble("no element `\(selector)`") }
        return id
    }

    /// The name under which WebDriver hands out elements.
    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    private func ask(_ method: String, _ command: String, _ body: JSON?) async throws -> JSON {
        try await Browser.ask(method, port, session + command, body)
    }

    private static func ask(_ method: String, _ port: Int, _ path: String, _ body: JSON?) async throws -> JSON {
        let data = try await PlainHTTP.body(method, port: port, path: path, body.map { Data($0.canonical.utf8) })
        let answer = try JSON(parsing: [UInt8](data))["value"] ?? .null
        if let error = answer["error"]?.string { throw Trouble("\(error): \(answer["message"]?.string ?? "")") }
        return answer
    }
}
