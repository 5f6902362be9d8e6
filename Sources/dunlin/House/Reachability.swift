import Foundation
import Settings

/// Whether somebody listens at a host and port.
enum Reachability {
    /// Tries each address of the host, three seconds at most each.
    static func answers(host: String, port: Int) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return false }
        defer { freeaddrinfo(list) }
        var next = list
        while let entry = next?.pointee {
            if connects(entry) { return true }
            next = entry.ai_next
        }
        return false
    }

    private static func connects(_ entry: addrinfo) -> Bool {
        let descriptor = socket(entry.ai_family, entry.ai_socktype | Int32(SOCK_NONBLOCK.rawValue), entry.ai_protocol)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if connect(descriptor, entry.ai_addr, entry.ai_addrlen) == 0 { return true }
        guard errno == EINPROGRESS else { return false }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, 3000) == 1 else { return false }
        var fault: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0
    }
}

extension ProviderSettings {
    /// Where it is reached; nil for a folder.
    var address: (host: String, port: Int, isLoopback: Bool)? {
        let (url, port): (String, Int)
        switch kind {
        case .smtp(let smtp):
            (url, port) = (smtp.url, smtp.url.hasPrefix("smtps") ? 465 : smtp.url.hasPrefix("smtp+") ? 587 : 25)
        case .kannel(let kannel): (url, port) = (kannel.access.url, kannel.access.url.hasPrefix("https") ? 443 : 80)
        case .twilio(let twilio): (url, port) = (twilio.access.url, twilio.access.url.hasPrefix("https") ? 443 : 80)
        case .http(let http): (url, port) = (http.access.url, http.access.url.hasPrefix("https") ? 443 : 80)
        case .lob(let lob): (url, port) = (lob.access.url, lob.access.url.hasPrefix("https") ? 443 : 80)
        case .spool: return nil
        }
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else { return nil }
        return (host, parts.port ?? port, isLocal)
    }
}
