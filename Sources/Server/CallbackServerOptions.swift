/// Where providers' callbacks come in, and how much of a stranger's time and memory is accepted.
package struct CallbackServerOptions: Hashable, Sendable {
    /// The address to listen on: loopback where a proxy stands in front, as it should.
    package var host: String
    /// The port to listen on; 0 = any free one.
    package var port: Int
    /// The address that providers call, without a slash at the end; nil = the one that is listened on.
    package var publicURL: String?
    /// How much is accepted of anybody.
    package var limits = Limits()

    /// Where callbacks come in; an address of version 6 may stand in brackets, as in URLs.
    package init(host: String = "127.0.0.1", port: Int = 0, publicURL: String? = nil) {
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.port = port
        self.publicURL = publicURL
    }

    /// How much is accepted of anybody.
    package struct Limits: Hashable, Sendable {
        /// The longest body in bytes.
        package var body = 65_536
        /// The longest path with its query in bytes.
        package var target = 8192
        /// All header fields together, in bytes.
        package var headers = 16_384
        /// The most header fields.
        package var fields = 64
        /// Connections at the same time; more wait until one ends.
        package var connections = 256
        /// How long a connection may take from its opening, or from the answer before, until a whole request is in.
        package var patience = Duration.seconds(10)
    }
}

/// Where the server is reached.
package struct ServerEndpoint: Hashable, Sendable {
    /// The address.
    package let host: String
    /// The port that was bound.
    package let port: Int

    /// The address as the beginning of a URL.
    package var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
