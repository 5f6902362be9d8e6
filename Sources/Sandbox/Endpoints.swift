/// Where a running sandbox is reached.
package struct Endpoints: Sendable, Hashable {
    /// The loopback address of both servers.
    package let host: String
    /// The port of the SMTP sink.
    package let smtpPort: Int
    /// The port of the stand-ins and the inbox page.
    package let httpPort: Int

    /// For an `[email.*]` provider: `smtp://127.0.0.1:2525`.
    package var smtp: String { "smtp://\(authority(smtpPort))" }
    /// For a `twilio` provider: the address in place of Twilio's own.
    package var twilio: String { "http://\(authority(httpPort))" }
    /// For a `lob` provider: the address in place of Lob's own.
    package var lob: String { "http://\(authority(httpPort))" }
    /// For a `kannel` provider: the whole address of `sendsms`.
    package var kannel: String { "http://\(authority(httpPort))/cgi-bin/sendsms" }
    /// For people: the inbox page.
    package var inbox: String { "http://\(authority(httpPort))/" }

    private func authority(_ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
