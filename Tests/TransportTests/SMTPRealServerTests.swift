import Foundation
import Testing

@testable import Transport

/// Against aiosmtpd (Debian's python3-aiosmtpd), with a certificate authority made for the occasion.
@Suite(.timeLimit(.minutes(2)))
struct SMTPRealServerTests {
    private struct Kept: Decodable {
        let from: String
        let to: [String]
        let content: Data
        let tls: Bool
        let authenticated: Bool
    }

    private let authority: ThrowawayAuthority

    init() throws {
        authority = try ThrowawayAuthority()
    }

    private func server(_ mode: String, _ authority: ThrowawayAuthority? = nil) async throws -> (
        ServerProcess, port: Int
    ) {
        let authority = authority ?? self.authority
        let arguments = [mode, authority.certificateFile, authority.keyFile]
        let process = try ServerProcess(python: PeerScript.mail, arguments)
        return (process, try await PeerAddress(process).port)
    }

    private func pool(_ url: String, password: String = "s3cret", caFile: String? = nil) throws -> SMTPPool {
        let credentials = Credentials(username: "dunlin", password: password)
        return SMTPPool(
            account: try SMTPAccount(url: url, credentials: credentials, caFile: caFile ?? authority.authorityFile)
        )
    }

    @Test(arguments: [("starttls", "smtp+starttls"), ("tls", "smtps")])
    func `a message arrives byte for byte, encrypted and authenticated`(mode: String, scheme: String) async throws {
        let (process, port) = try await server(mode)
        let pool = try pool("\(scheme)://localhost:\(port)")
        let message = "Subject: Mahnung für Jörg\n\n.dot\n..\n\u{FC}ber\r\n.\r\nend"
        for _ in 0..<3 {
            #expect(await pool.send(try sampleMail(message, to: "jörg@example.com")).fate == "accepted 250")
            let kept = try await JSONDecoder().decode(Kept.self, from: Data(process.line().utf8))
            #expect(kept.from == "billing@acme.example" && kept.to == ["jörg@example.com"])
            #expect(kept.tls && kept.authenticated)
            #expect(
                String(decoding: kept.content, as: UTF8.self)
                    == "Subject: Mahnung für Jörg\r\n\r\n.dot\r\n..\r\n\u{FC}ber\r\n.\r\nend\r\n"
            )
        }
        await pool.shutdown()
    }

    @Test(arguments: [("starttls", "smtp+starttls"), ("tls", "smtps")])
    func `a message of many TLS records arrives whole`(mode: String, scheme: String) async throws {
        let (process, port) = try await server(mode)
        let pool = try pool("\(scheme)://localhost:\(port)")
        let message = String(repeating: String(repeating: "x", count: 76) + "\r\n", count: 4_000)
        #expect(await pool.send(try sampleMail(message)).fate == "accepted 250")
        let kept = try await JSONDecoder().decode(Kept.self, from: Data(process.line().utf8))
        #expect(kept.content == Data(message.utf8))
        await pool.shutdown()
    }

    @Test func `a wrong password is an authentication fault`() async throws {
        let (process, port) = try await server("starttls")
        let pool = try pool("smtp+starttls://localhost:\(port)", password: "wrong")
        #expect(await pool.send(try sampleMail()).fate == "notSent authentication")
        await pool.shutdown()
        withExtendedLifetime(process) {}
    }

    @Test(arguments: [("starttls", "smtp+starttls"), ("tls", "smtps")])
    func `a certificate that proves nothing to us ends the connection`(mode: String, scheme: String) async throws {
        let (process, port) = try await server(mode)
        let stranger = try ThrowawayAuthority()
        let distrustful = try pool("\(scheme)://localhost:\(port)", caFile: stranger.authorityFile)
        #expect(await distrustful.send(try sampleMail()).fate == "notSent tls")
        let fileless = try pool("\(scheme)://localhost:\(port)", caFile: "/nowhere/ca.pem")
        #expect(await fileless.send(try sampleMail()).fate == "notSent tls")
        await distrustful.shutdown()
        await fileless.shutdown()
        withExtendedLifetime(process) {}
    }

    @Test(arguments: [("starttls", "smtp+starttls"), ("tls", "smtps")])
    func `a certificate for another host ends the connection`(mode: String, scheme: String) async throws {
        let other = try ThrowawayAuthority(hosts: "DNS:elsewhere.example")
        let (process, port) = try await server(mode, other)
        let pool = try pool("\(scheme)://localhost:\(port)", caFile: other.authorityFile)
        #expect(await pool.send(try sampleMail()).fate == "notSent tls")
        await pool.shutdown()
        withExtendedLifetime(process) {}
    }
}
