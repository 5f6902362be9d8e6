package import ServiceLifecycle

/// A server that tells where it is reached as soon as it listens.
package protocol ListeningServer: Service {
    /// Where it is reached; throws where it cannot listen.
    var endpoint: ServerEndpoint { get async throws(ServerError) }
}
