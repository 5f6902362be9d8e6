import CCurl

/// One request under way; belongs to the loop's thread.
///
/// libcurl holds a plain pointer to it, so the loop keeps it until the handle has left the multi handle.
final class HTTPTransfer {
    /// Octets of all header lines together.
    private static let headerLimit = 65_536

    let handle: UnsafeMutableRawPointer
    let job: HTTPJob

    private var fields: UnsafeMutablePointer<curl_slist>?
    private var headers: [HTTPHeader] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    /// Why we broke off by ourselves.
    private var ownFault: TransportFault?
    /// Set in the moment before the first byte of the request may leave.
    private var isUnderWay = false

    /// `nil` where libcurl refuses an option.
    init?(_ job: HTTPJob, settings: HTTPClient.Settings) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.job = job
        guard configure(settings) == CURLE_OK else { return nil }
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(fields)
    }

    /// What the end of the transfer means.
    func outcome(for code: CURLcode) -> HTTPOutcome {
        var status = 0
        ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        if code == CURLE_OK, (200..<600).contains(status) {
            return .response(HTTPResponse(status: status, headers: headers, body: body))
        }
        let fault = ownFault ?? self.fault(for: code)
        return isUnderWay ? .unknown(fault) : .notSent(fault)
    }

    private func fault(for code: CURLcode) -> TransportFault {
        switch code {
        case CURLE_OK: TransportFault(.protocolViolation, "server sent no final status")
        case CURLE_ABORTED_BY_CALLBACK: TransportFault(.shuttingDown, "HTTP client was shut down")
        default: CurlLibrary.fault(for: code)
        }
    }
}

// MARK: - Options

extension HTTPTransfer {
    private func configure(_ settings: HTTPClient.Settings) -> CURLcode {
        let request = job.request
        var options = CurlOptions(handle)
        options.set(CURLOPT_URL, request.url)
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.setConnection(caFile: settings.caFile, proxy: settings.proxy ?? "")
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        options.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
        options.set(CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
        options.set(CURLOPT_MAXAGE_CONN, max(1, settings.idle.milliseconds / 1_000))
        if let credentials = request.credentials {
            options.set(CURLOPT_HTTPAUTH, Int(1))  // CURLAUTH_BASIC, a macro that Swift does not see.
            options.set(CURLOPT_USERNAME, credentials.username)
            options.set(CURLOPT_PASSWORD, credentials.password)
        }
        setMethod(&options)
        setFields(&options)
        setCallbacks(&options)
        return options.result
    }

    private func setMethod(_ options: inout CurlOptions) {
        let request = job.request
        switch (request.method, request.body) {
        case (.head, _): options.set(CURLOPT_NOBODY, 1)
        case (.get, nil): options.set(CURLOPT_HTTPGET, 1)
        case (.delete, nil): options.set(CURLOPT_CUSTOMREQUEST, "DELETE")
        case (let method, let body):
            options.setBody(body ?? [])
            options.set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        }
    }

    private func setFields(_ options: inout CurlOptions) {
        // Two fields that libcurl adds by itself: a pause for 100 Continue, and a guess at the content's type.
        var lines = ["Expect:"]
        if !job.request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        lines += job.request.headers.map(\.line)
        for line in lines { fields = curl_slist_append(fields, line) ?? fields }
        options.set(CURLOPT_HTTPHEADER, fields)
    }

    private func setCallbacks(_ options: inout CurlOptions) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        options.set(CURLOPT_PREREQDATA, context)
        options.setPrerequest { context, _, _, _, _ in
            HTTPTransfer.from(context)?.mayBegin() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        options.set(CURLOPT_HEADERDATA, context)
        options.setCallback(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            HTTPTransfer.from(context)?.takeHeader(bytes, size * count) == true ? size * count : 0
        }
        options.set(CURLOPT_WRITEDATA, context)
        options.setCallback(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            HTTPTransfer.from(context)?.takeBody(bytes, size * count) == true ? size * count : 0
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer? {
        context.map { Unmanaged<HTTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

// MARK: - What libcurl tells; false breaks the transfer off

extension HTTPTransfer {
    /// libcurl asks a second time when it wants to repeat the request on a fresh connection: never.
    private func mayBegin() -> Bool {
        guard !isUnderWay else {
            ownFault = TransportFault(.connectionLost, "kept-alive connection was closed by the server")
            return false
        }
        isUnderWay = true
        return true
    }

    private func takeHeader(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Bool {
        headerBytes += count
        guard let bytes, headerBytes <= Self.headerLimit else {
            ownFault = TransportFault(.responseTooLarge, "answer has more than \(Self.headerLimit) octets of header")
            return false
        }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        // A status line begins anew: what came before belonged to an interim answer such as 103.
        if line.hasPrefix("HTTP/") {
            headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].filter { !$0.isNewline }
            headers.append(HTTPHeader(received: String(line[..<colon]), value))
        }
        return true
    }

    private func takeBody(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Bool {
        let limit = job.request.responseLimit
        guard let bytes, body.count + count <= limit else {
            ownFault = TransportFault(.responseTooLarge, "answer has more than \(limit) octets")
            return false
        }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return true
    }
}
