import CCurl
import Foundation

/// What libcurl does for us: TCP, TLS or STARTTLS, AUTH; afterwards the connection is ours.
enum SMTPOpening {
    /// An open connection; whoever gets it cleans the handle up.
    struct Opened {
        let handle: UnsafeMutableRawPointer
        let socket: curl_socket_t
    }

    /// Blocks until connected; throws what hindered it, without any word of the server's about the credentials.
    static func open(
        _ account: SMTPAccount,
        timeouts: SMTPTimeouts,
        stop: StopSignal
    ) throws(TransportFault) -> Opened {
        guard CurlLibrary.isReady, let handle = curl_easy_init() else {
            throw TransportFault(.internalFailure, "libcurl could not be initialised")
        }
        do throws(TransportFault) {
            let socket = try connect(handle, account, timeouts, stop)
            return Opened(handle: handle, socket: socket)
        } catch {
            curl_easy_cleanup(handle)
            throw error
        }
    }

    private static func connect(
        _ handle: UnsafeMutableRawPointer,
        _ account: SMTPAccount,
        _ timeouts: SMTPTimeouts,
        _ stop: StopSignal
    ) throws(TransportFault) -> curl_socket_t {
        let talk = SetupTalk()
        let code = withExtendedLifetime((talk, stop)) {
            let setup = configure(handle, account, timeouts, talk: talk, stop: stop)
            return setup == CURLE_OK ? curl_easy_perform(handle) : setup
        }
        guard code == CURLE_OK else { throw fault(for: code, talk) }
        // libcurl goes on without AUTH where the server offers none; we do not.
        guard account.credentials == nil || talk.isAuthenticated else {
            throw TransportFault(.authentication, "server does not take our credentials: it offers no usable AUTH")
        }
        detach(handle)
        var socket = curl_socket_t(-1)
        guard ccurl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
            throw TransportFault(.connectionLost, "connection was lost after its set-up")
        }
        return socket
    }

    private static func configure(
        _ handle: UnsafeMutableRawPointer,
        _ account: SMTPAccount,
        _ timeouts: SMTPTimeouts,
        talk: SetupTalk,
        stop: StopSignal
    ) -> CURLcode {
        var options = CurlOptions(handle)
        options.set(CURLOPT_URL, account.url)
        options.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        options.set(CURLOPT_CONNECT_ONLY, 1)
        options.setConnection(caFile: account.caFile, proxy: "")
        options.set(CURLOPT_USE_SSL, account.security == .startTLS ? Int(CURLUSESSL_ALL.rawValue) : 0)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds)
        options.set(CURLOPT_TIMEOUT_MS, timeouts.setup.milliseconds)
        if let credentials = account.credentials {
            options.set(CURLOPT_USERNAME, credentials.username)
            options.set(CURLOPT_PASSWORD, credentials.password)
        }
        options.set(CURLOPT_HEADERDATA, Unmanaged.passUnretained(talk).toOpaque())
        options.setCallback(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            SetupTalk.from(context)?.hear(bytes, size * count)
            return size * count
        }
        options.set(CURLOPT_NOPROGRESS, 0)
        options.set(CURLOPT_XFERINFODATA, Unmanaged.passUnretained(stop).toOpaque())
        options.setProgress { context, _, _, _, _ in
            guard let context else { return 0 }
            return Unmanaged<StopSignal>.fromOpaque(context).takeUnretainedValue().isRaised ? 1 : 0
        }
        return options.result
    }

    /// No callback may reach into what is gone once the set-up is over.
    private static func detach(_ handle: UnsafeMutableRawPointer) {
        var options = CurlOptions(handle)
        options.set(CURLOPT_HEADERDATA, nil as UnsafeMutableRawPointer?)
        options.set(CURLOPT_NOPROGRESS, 1)
        options.set(CURLOPT_XFERINFODATA, nil as UnsafeMutableRawPointer?)
    }

    private static func fault(for code: CURLcode, _ talk: SetupTalk) -> TransportFault {
        switch code {
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
            CurlLibrary.fault(for: code, detail: "server refused our credentials with \(talk.status)")
        case CURLE_WEIRD_SERVER_REPLY where talk.hasRefusal:
            TransportFault(.greeting, "server refused the connection with \(talk.status)")
        case CURLE_USE_SSL_FAILED:
            TransportFault(.tls, "server does not offer STARTTLS; nothing was sent in the clear")
        case CURLE_ABORTED_BY_CALLBACK:
            TransportFault(.shuttingDown, "stopped while connecting")
        default: CurlLibrary.fault(for: code)
        }
    }
}

/// What the server said during set-up: just enough to tell what went wrong, and nothing that could echo a secret.
private final class SetupTalk {
    private(set) var isAuthenticated = false
    private var lastStatus = ""

    var status: String { lastStatus.isEmpty ? "no reply" : lastStatus }
    var hasRefusal: Bool { lastStatus.hasPrefix("4") || lastStatus.hasPrefix("5") }

    static func from(_ context: UnsafeMutableRawPointer?) -> SetupTalk? {
        context.map { Unmanaged<SetupTalk>.fromOpaque($0).takeUnretainedValue() }
    }

    func hear(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
        guard let bytes, count >= 3 else { return }
        let digits = (0..<3).map { UInt8(bitPattern: bytes[$0]) }
        guard digits.allSatisfy(isDigit) else { return }
        lastStatus = String(decoding: digits, as: UTF8.self)
        if lastStatus == "235" { isAuthenticated = true }
    }
}
