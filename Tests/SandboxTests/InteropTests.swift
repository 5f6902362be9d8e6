import Foundation
import Testing

@testable import Sandbox

/// Python's own mail and HTTP libraries as clients that know nothing of ours.
struct InteropTests {
    private func python(_ script: String, _ arguments: String...) async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                continuation.resume(returning: (process.terminationStatus, output))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }

    @Test func `smtplib logs in, sends international mail, and the inbox reads it as it was written`() async throws {
        let script = """
            import smtplib, sys
            from email.message import EmailMessage
            m = EmailMessage()
            m['From'] = 'Acme <billing@acme.example>'; m['To'] = 'jörg@example.com'
            m['Subject'] = 'お支払い – Grüße ' + 'x' * 200
            m.set_content('.\\n..\\nStraße\\n', cte='8bit'); m.add_alternative('<p>Straße</p>', subtype='html')
            with smtplib.SMTP('127.0.0.1', int(sys.argv[1])) as s:
                s.login('dunlin', 'secret')
                s.send_message(m)
                assert s.verify('x')[0] == 252 and s.noop()[0] == 250 and s.rset()[0] == 250
                for word in ('permanent', 'temporary'):
                    try:
                        s.sendmail('a@x.example', [word + '@x.example'], 'x'); raise SystemExit('taken')
                    except smtplib.SMTPRecipientsRefused: pass
                assert s.sendmail('a@x.example', ['permanent@x.example', 'b@x.example'], 'x').keys() == {'permanent@x.example'}
            """
        try await withSandbox { sandbox, endpoints in
            let result = try await python(script, "\(endpoints.smtpPort)")
            #expect(result.status == 0, "\(result.output)")
            let mail = try #require(sandbox.inbox.message(1))
            #expect(mail.to == ["jörg@example.com"])
            #expect(mail.details.contains { $0 == ("Authenticated as", "dunlin") })
            let part = MIMEPart(try #require(mail.rawMail))
            #expect(part.header.text("subject") == "お支払い – Grüße " + String(repeating: "x", count: 200))
            #expect(part.first("text/plain")?.text == ".\r\n..\r\nStraße\r\n")
            #expect(part.first("text/html")?.text == "<p>Straße</p>\r\n")
            #expect(sandbox.inbox.newest(1).first?.to == ["b@x.example"])
        }
    }

    @Test func `urllib sends messages over one dialect after the other and reads them from the JSON view`() async throws
    {
        let script = """
            import base64, json, sys, urllib.parse, urllib.request
            base = 'http://127.0.0.1:' + sys.argv[1]
            def call(path, form=None):
                body = urllib.parse.urlencode(form).encode() if form else None
                secret = base64.b64encode(b'AC1:t').decode()
                request = urllib.request.Request(base + path, body, {'Authorization': 'Basic ' + secret})
                with urllib.request.urlopen(request) as answer: return answer.status, answer.read().decode()
            form = {'To': '+4915112345678', 'From': '+493012345678', 'Body': 'Grüße €'}
            status, body = call('/2010-04-01/Accounts/AC1/Messages.json', form)
            assert status == 201 and json.loads(body)['body'] == 'Grüße €'
            query = {'username': 'u', 'password': 'p', 'to': '+33612345678', 'from': 'Acme', 'text': 'あ', 'coding': '2',
                     'charset': 'utf-8'}
            assert call('/cgi-bin/sendsms?' + urllib.parse.urlencode(query)) == (202, '0: Accepted for delivery')
            messages = json.loads(call('/messages.json?channel=sms')[1])['messages']
            assert [m['title'] for m in messages] == ['あ', 'Grüße €'], messages
            assert json.loads(call('/messages/1.json')[1])['segments'] == 1
            """
        try await withSandbox { _, endpoints in
            let result = try await python(script, "\(endpoints.httpPort)")
            #expect(result.status == 0, "\(result.output)")
        }
    }
}
