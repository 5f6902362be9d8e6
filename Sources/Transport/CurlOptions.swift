import CCurl

/// Sets options on an easy handle and remembers the first that failed: none may be lost silently.
struct CurlOptions {
    private let handle: UnsafeMutableRawPointer
    private(set) var result = CURLE_OK

    init(_ handle: UnsafeMutableRawPointer) {
        self.handle = handle
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(ccurl_set_long(handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(ccurl_set_string(handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(ccurl_set_pointer(handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) {
        note(ccurl_set_list(handle, option, value))
    }

    /// A request body, which libcurl copies.
    mutating func setBody(_ bytes: [UInt8]) {
        note(ccurl_set_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
        bytes.withUnsafeBytes { buffer in
            // An empty array may have no address, and libcurl would then copy nothing and read from a callback.
            let address = buffer.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }
            if let address, !buffer.isEmpty {
                note(ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, address))
            } else {
                note(ccurl_set_string(handle, CURLOPT_COPYPOSTFIELDS, ""))
            }
        }
    }

    mutating func setCallback(_ option: CURLoption, _ value: @escaping ccurl_write_callback) {
        note(ccurl_set_write(handle, option, value))
    }

    mutating func setProgress(_ value: @escaping ccurl_progress_callback) {
        note(ccurl_set_progress(handle, value))
    }

    mutating func setPrerequest(_ value: @escaping ccurl_prerequest_callback) {
        note(ccurl_set_prerequest(handle, value))
    }

    /// What every connection of ours has: no signals, the peer proved, and no proxy but the one named ("" is none,
    /// and keeps libcurl from reading the environment).
    mutating func setConnection(caFile: String?, proxy: String) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROXY, proxy)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        guard let caFile else { return }
        set(CURLOPT_CAINFO, caFile)
        // Only this file counts: the system's folder of authorities is left out.
        note(ccurl_set_string(handle, CURLOPT_CAPATH, nil))
    }

    private mutating func note(_ code: CURLcode) {
        if result == CURLE_OK { result = code }
    }
}
