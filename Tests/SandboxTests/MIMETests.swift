import Testing

@testable import Sandbox

struct MIMETests {
    @Test(arguments: [
        ("plain", "plain"), ("=?utf-8?B?w6TDtsO8?=", "äöü"), ("=?ISO-8859-1?Q?M=FCller_&_Sohn?=", "Müller & Sohn"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"), ("a =?utf-8?Q?b?= c", "a b c"), ("=?utf-8?Q?broken", "=?utf-8?Q?broken"),
        ("=?x?", "=?x?"), ("=?utf-8?B??=", ""), ("=?utf-8?X?a?=", "=?utf-8?X?a?="), ("=?utf-8?Q?=C3=28?=", "\u{FFFD}("),
        ("=?iso-2022-jp?B?GyRCJCIbKEI=?=", "あ"), ("=?=?=?utf-8?Q?ok?=", "=?=?ok"),
    ])
    func `encoded words say what they mean, and broken ones stay as they are`(value: String, text: String) {
        #expect(EncodedWords.decode(value) == text)
    }

    @Test(arguments: [
        ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \t\nb", "ab"), ("a=ZZ", "a=ZZ"), ("a=", "a="), ("a=3", "a=3"),
    ])
    func `quoted-printable is read leniently`(coded: String, text: String) {
        #expect(QuotedPrintable.decode(Array(coded.utf8)) == Array(text.utf8))
    }

    @Test(arguments: [("aGk=", "hi"), ("aG\r\nk", "hi"), ("aGkh", "hi!"), ("=", ""), ("*", "")])
    func `base64 bodies are read leniently`(coded: String, text: String) {
        #expect(Base64.decodeBody(Array(coded.utf8)) == Array(text.utf8))
    }

    private let mail = """
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r
         und mehr\r
        Content-Type: multipart/mixed;\r
         boundary="outer;1"\r
        \r
        for old readers\r
        --outer;1\r
        Content-Type: multipart/alternative; boundary=in\r
        \r
        --in\r
        Content-Type: text/plain; charset=iso-8859-1\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        M=FCller\r
        --in  \r
        Content-Type: text/html; charset=utf-8\r
        Content-Transfer-Encoding: base64\r
        \r
        PGI+aGk8L2I+\r
        --in--\r
        --outer;1\r
        Content-Type: application/pdf\r
        Content-Disposition: attachment; filename*=utf-8''R%C3%BC.pdf\r
        \r
        %PDF\r
        --outer;1--\r
        epilogue\r

        """

    @Test func `a nested mail falls into its parts`() {
        let part = MIMEPart(Array(mail.utf8))
        #expect(part.header.text("subject") == "Grüße und mehr")
        #expect(part.first("text/plain")?.text == "Müller")
        #expect(part.first("text/html")?.text == "<b>hi</b>")
        #expect(part.attachments.map(\.fileName) == ["Rü.pdf"])
        #expect(part.attachments.map(\.text) == ["%PDF"])
    }

    @Test func `any cut of a mail can be shown`() {
        let bytes = Array(mail.utf8)
        for length in 0..<bytes.count {
            let part = MIMEPart(Array(bytes.prefix(length)))
            #expect(part.all.count <= 5)
            _ = part.all.map(\.text)
        }
    }

    @Test func `nesting and parts without end are cut off`() {
        let deep = (0..<200).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
        #expect(MIMEPart(Array(deep.utf8)).all.count <= 10)
        let wide =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nx\r\n", count: 5_000)
        #expect(MIMEPart(Array(wide.utf8)).all.count <= 65)
    }

    @Test func `a header of many megabytes costs a bounded look`() {
        let header = "Subject: found\r\nX: " + String(repeating: "x", count: 4_000_000) + "\r\n\r\nbody"
        let part = MIMEPart(Array(header.utf8))
        #expect(part.header.text("subject") == "found")
        #expect(part.header.fields.last?.value.utf8.count ?? 0 <= MIMEHeader.limit)
    }
}
