import CCurl
import Foundation

/// libcurl's process-wide part: initialised once, and the meaning of its codes.
enum CurlLibrary {
    /// Whether the once-only initialisation succeeded; libcurl is safe to use from any thread after it.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// What a failed transfer means; `detail` may add what the caller knows.
    static func fault(for code: CURLcode, detail: String? = nil) -> TransportFault {
        let text = detail ?? String(cString: curl_easy_strerror(code))
        return TransportFault(kind(of: code), text)
    }

    private static func kind(of code: CURLcode) -> TransportFault.Kind {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
            .tls
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .authentication
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: .connectionLost
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP2, CURLE_HTTP2_STREAM: .protocolViolation
        case CURLE_ABORTED_BY_CALLBACK: .shuttingDown
        default: .internalFailure
        }
    }

    /// Blocks SIGPIPE in the calling thread: a write to a closed connection shall be an error, not the end.
    ///
    /// OpenSSL writes without MSG_NOSIGNAL, and libcurl's own guard is process-wide and so not for threads.
    static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up and kept within what C calls take.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        return max(0, Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
