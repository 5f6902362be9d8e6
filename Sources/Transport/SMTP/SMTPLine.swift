import CCurl
import Foundation

/// One connection to a relay: libcurl opens it, our dialogue talks on it.
///
/// Belongs to the one thread that made it; not `Sendable`.
final class SMTPLine {
    private let handle: UnsafeMutableRawPointer
    private let socket: curl_socket_t
    private let isEncrypted: Bool
    private let timeouts: SMTPTimeouts
    private let stop: StopSignal
    private var dialogue: SMTPDialogue
    private var buffer = [UInt8](repeating: 0, count: 4_096)

    /// Whether a message was tried on this connection before.
    private(set) var isUsed = false

    /// Connects, secures, authenticates and greets; throws what hindered it.
    init(to account: SMTPAccount, timeouts: SMTPTimeouts, stop: StopSignal) throws(TransportFault) {
        let opened = try SMTPOpening.open(account, timeouts: timeouts, stop: stop)
        handle = opened.handle
        socket = opened.socket
        isEncrypted = account.security != .none
        self.timeouts = timeouts
        self.stop = stop
        dialogue = SMTPDialogue(clientName: account.clientName)
        dialogue.greet()
        converse()
        if case .notSent(let fault) = dialogue.outcome { throw fault }
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    /// Whether another message may go this way; false once the server closed or said anything unasked.
    var isReusable: Bool { dialogue.isReusable }

    /// Whether the last message met a connection that was dead before MAIL was accepted.
    var mayRepeatElsewhere: Bool {
        guard !dialogue.isReusable, !dialogue.isSenderAccepted else { return false }
        switch dialogue.outcome {
        case .notSent(let fault): return fault.kind == .connectionLost
        case .refused(let reply, _): return reply.code == 421
        case .accepted, .unknown, nil: return false
        }
    }

    /// Brings one message across, or tells why not; blocks.
    func deliver(_ mail: SMTPMail) -> SMTPOutcome {
        isUsed = true
        dialogue.begin(mail)
        converse()
        return dialogue.outcome ?? .notSent(TransportFault(.internalFailure, "the dialogue ended without an outcome"))
    }

    /// Whether the server closed the idle connection or said something unasked (421, as a rule).
    func isStale() -> Bool {
        guard case .nothing = receiveNow() else { return true }
        return false
    }

    /// QUIT, with a short wait for the reply.
    func quit() {
        guard dialogue.isReusable else { return }
        dialogue.quit()
        converse()
    }
}

// MARK: - Doing what the dialogue asks

extension SMTPLine {
    private enum Arrival {
        case bytes(Int)
        case nothing
        case broke(TransportFault)
    }

    private func converse() {
        // One deadline for the whole reply: a server that drips single bytes gains no time.
        var waiting: (stage: SMTPStage, deadline: ContinuousClock.Instant)?
        while true {
            switch dialogue.next() {
            case .done: return
            case .write(let bytes):
                waiting = nil
                write(bytes)
            case .read(let stage):
                let known = waiting.flatMap { $0.stage == stage ? $0.deadline : nil }
                let deadline = known ?? ContinuousClock.now + timeouts.limit(for: stage)
                waiting = (stage, deadline)
                read(until: deadline, stage)
            }
        }
    }

    private func read(until deadline: ContinuousClock.Instant, _ stage: SMTPStage) {
        // Over TLS bytes may wait in the library where poll cannot see them; without it, poll first saves a call.
        if isEncrypted, hear(receiveNow()) { return }
        if let fault = wait(for: Int16(POLLIN), until: deadline, stage) { return dialogue.broke(fault) }
        _ = hear(receiveNow())
    }

    private func write(_ bytes: ArraySlice<UInt8>) {
        let isContent = dialogue.phase == .content
        // A server that is going away says so before it does: then no byte of the message needs to leave.
        if isContent, hear(receiveNow()) { return }
        let deadline = ContinuousClock.now + (isContent ? timeouts.block : timeouts.reply)
        bytes.withUnsafeBytes { write($0, until: deadline) }
    }

    /// Writes all of it from one place in memory: OpenSSL insists that a retry shows it the same bytes.
    private func write(_ bytes: UnsafeRawBufferPointer, until deadline: ContinuousClock.Instant) {
        var rest = bytes
        while !rest.isEmpty {
            var count = 0
            let code = curl_easy_send(handle, rest.baseAddress, rest.count, &count)
            switch code {
            case CURLE_OK:
                dialogue.wrote(count)
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            case CURLE_AGAIN:
                if let fault = wait(for: Int16(POLLIN | POLLOUT), until: deadline, .message) {
                    return dialogue.broke(fault, mayHaveTaken: isEncrypted ? rest.count : 0)
                }
                if hear(receiveNow()) { return }
            default:
                let fault = TransportFault(.connectionLost, "connection lost while writing")
                return dialogue.broke(fault, mayHaveTaken: isEncrypted ? rest.count : 0)
            }
        }
    }

    /// Tells the dialogue what arrived; false where nothing did.
    private func hear(_ arrival: Arrival) -> Bool {
        switch arrival {
        case .bytes(let count): dialogue.received(buffer[..<count])
        case .broke(let fault): dialogue.broke(fault)
        case .nothing: return false
        }
        return true
    }

    private func receiveNow() -> Arrival {
        var count = 0
        switch buffer.withUnsafeMutableBytes({ curl_easy_recv(handle, $0.baseAddress, $0.count, &count) }) {
        case CURLE_OK where count > 0: return .bytes(count)
        case CURLE_AGAIN: return .nothing
        case CURLE_OK: return .broke(TransportFault(.connectionLost, "server closed the connection"))
        default: return .broke(TransportFault(.connectionLost, "connection lost while reading"))
        }
    }

    /// `nil` once the socket is ready; a fault once time is up or all has to stop.
    private func wait(
        for events: Int16,
        until deadline: ContinuousClock.Instant,
        _ stage: SMTPStage
    ) -> TransportFault? {
        while true {
            let left = (deadline - ContinuousClock.now).milliseconds
            var watched = [
                pollfd(fd: socket, events: events, revents: 0),
                pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&watched, 2, Int32(clamping: left))
            if ready > 0, watched[0].revents != 0 { return nil }
            if ready > 0 { return TransportFault(.shuttingDown, "stopped while waiting for the server") }
            if ready == 0 { return TransportFault(.timeout, "server was silent for too long at `\(stage.rawValue)`") }
            guard errno == EINTR else { return TransportFault(.internalFailure, "poll failed with errno \(errno)") }
        }
    }
}
