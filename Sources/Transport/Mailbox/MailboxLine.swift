import CCurl
import Foundation

/// One connection to a mail server: libcurl opens it and logs in, our dialogue talks on it.
///
/// libcurl's own IMAP marks a mail as seen by fetching it, which must not happen before it is on record.
/// Belongs to the one thread that made it; not `Sendable`.
final class MailboxLine {
    /// Longer lines are an attack; a search of a very full folder stays below.
    private static let lineLimit = 4 << 20

    private let handle: UnsafeMutableRawPointer
    private var socket = curl_socket_t(-1)
    private let limits: MailboxLimits
    private let stop: StopSignal
    private let end: ContinuousClock.Instant
    private var buffer: [UInt8] = []
    private var start = 0
    private var chunk = [UInt8](repeating: 0, count: 16_384)

    /// Connects, secures and logs in; throws what hindered it, without any word about the credentials.
    init(to account: MailboxAccount, limits: MailboxLimits, stop: StopSignal) throws(TransportFault) {
        guard CurlLibrary.isReady, let handle = curl_easy_init() else {
            throw TransportFault(.internalFailure, "libcurl could not be initialised")
        }
        self.handle = handle
        self.limits = limits
        self.stop = stop
        end = .now + limits.visit
        let setup = configure(account)
        let code = setup == CURLE_OK ? curl_easy_perform(handle) : setup
        guard code == CURLE_OK else { throw Self.fault(for: code) }
        guard ccurl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
            throw TransportFault(.connectionLost, "connection was lost after its set-up")
        }
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    /// Sends one command; CRLF is added.
    func send(_ command: String) throws(TransportFault) {
        let deadline = min(end, .now + limits.reply)
        var rest = Array("\(command)\r\n".utf8)[...]
        while !rest.isEmpty {
            var count = 0
            let code = rest.withUnsafeBytes { curl_easy_send(handle, $0.baseAddress, $0.count, &count) }
            switch code {
            case CURLE_OK: rest = rest.dropFirst(count)
            case CURLE_AGAIN: try wait(for: Int16(POLLIN | POLLOUT), until: deadline)
            default: throw TransportFault(.connectionLost, "connection lost while writing")
            }
        }
    }

    /// The next line without its end.
    func line() throws(TransportFault) -> ArraySlice<UInt8> {
        let deadline = min(end, .now + limits.reply)
        var seen = start
        while true {
            if let feed = buffer[seen...].firstIndex(of: 0x0A) {
                let line = buffer[start..<feed]
                start = feed + 1
                return line.last == 0x0D ? line.dropLast() : line
            }
            guard buffer.count - start < Self.lineLimit else {
                throw TransportFault(.responseTooLarge, "server sent a line without an end")
            }
            let waiting = buffer.count - start
            try receive(until: deadline)
            seen = start + waiting
        }
    }

    /// The next bytes, exactly that many.
    func bytes(_ count: Int) throws(TransportFault) -> ArraySlice<UInt8> {
        let deadline = min(end, .now + limits.reply)
        while buffer.count - start < count { try receive(until: deadline) }
        defer { start += count }
        return buffer[start..<start + count]
    }

    /// Takes in what has come, or waits for it.
    private func receive(until deadline: ContinuousClock.Instant) throws(TransportFault) {
        buffer.removeFirst(start)
        start = 0
        while true {
            var count = 0
            switch chunk.withUnsafeMutableBytes({ curl_easy_recv(handle, $0.baseAddress, $0.count, &count) }) {
            case CURLE_OK where count > 0: return buffer.append(contentsOf: chunk[..<count])
            // Asked first: over TLS bytes may wait in the library where poll cannot see them.
            case CURLE_AGAIN: try wait(for: Int16(POLLIN), until: deadline)
            case CURLE_OK: throw TransportFault(.connectionLost, "server closed the connection")
            default: throw TransportFault(.connectionLost, "connection lost while reading")
            }
        }
    }

    private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(TransportFault) {
        while true {
            var watched = [
                pollfd(fd: socket, events: events, revents: 0),
                pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, 2, Int32(clamping: (deadline - .now).milliseconds))
            if ready > 0, watched[0].revents != 0 { return }
            if ready > 0 { throw TransportFault(.shuttingDown, "stopped while waiting for the server") }
            if ready == 0 { throw TransportFault(.timeout, "server was silent for too long") }
            guard errno == EINTR else { throw TransportFault(.internalFailure, "poll failed with errno \(errno)") }
        }
    }
}

extension MailboxLine {
    private func configure(_ account: MailboxAccount) -> CURLcode {
        var options = CurlOptions(handle)
        options.set(CURLOPT_URL, account.url)
        options.set(CURLOPT_PROTOCOLS_STR, "imap,imaps,pop3,pop3s")
        options.set(CURLOPT_CONNECT_ONLY, 1)
        options.setConnection(caFile: account.caFile, proxy: "")
        options.set(CURLOPT_USE_SSL, account.security == .startTLS ? Int(CURLUSESSL_ALL.rawValue) : 0)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
        options.set(CURLOPT_TIMEOUT_MS, limits.setup.milliseconds)
        options.set(CURLOPT_USERNAME, account.credentials.username)
        options.set(CURLOPT_PASSWORD, account.credentials.password)
        options.set(CURLOPT_NOPROGRESS, 0)
        options.set(CURLOPT_XFERINFODATA, Unmanaged.passUnretained(stop).toOpaque())
        options.setProgress { context, _, _, _, _ in
            guard let context else { return 0 }
            return Unmanaged<StopSignal>.fromOpaque(context).takeUnretainedValue().isRaised ? 1 : 0
        }
        return options.result
    }

    private static func fault(for code: CURLcode) -> TransportFault {
        switch code {
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
            CurlLibrary.fault(for: code, detail: "server refused our credentials")
        case CURLE_USE_SSL_FAILED:
            TransportFault(.tls, "server does not offer STARTTLS; nothing was sent in the clear")
        case CURLE_ABORTED_BY_CALLBACK: TransportFault(.shuttingDown, "stopped while connecting")
        default: CurlLibrary.fault(for: code)
        }
    }
}
