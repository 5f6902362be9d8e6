import CCurl
import Foundation
import Synchronization

/// A request on its way to the loop, with the continuation that waits for its outcome.
struct HTTPJob: Sendable {
    let request: HTTPRequest
    let isUrgent: Bool
    let reply: CheckedContinuation<HTTPOutcome, Never>

    func refuse(_ kind: TransportFault.Kind, _ detail: String) {
        reply.resume(returning: .notSent(TransportFault(kind, detail)))
    }
}

/// libcurl's multi handle.
///
/// `@unchecked Sendable`: any thread may call `wake`, which libcurl allows for `curl_multi_wakeup` alone; everything
/// else is called by the loop's one thread, and the clean-up by whoever lets go last.
final class MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init?() {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
    }

    deinit {
        curl_multi_cleanup(pointer)
    }

    func wake() {
        curl_multi_wakeup(pointer)
    }
}

/// The thread that drives all transfers of one client, and the letter box in front of it.
final class HTTPLoop: Sendable {
    private struct Box {
        var urgent: [HTTPJob] = []
        /// The others wait here and not within libcurl, which would serve them before any urgent one.
        var waiting = FIFO<HTTPJob>()
        var open = 0
        var isClosing = false
        var isForced = false
        var hasEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let settings: HTTPClient.Settings
    private let connections: Int
    private let multi: MultiHandle
    private let box = Mutex(Box())

    init?(settings: HTTPClient.Settings) {
        guard let multi = MultiHandle() else { return nil }
        self.settings = settings
        self.multi = multi
        connections = max(1, settings.connectionsPerHost)
        ccurl_multi_set_long(multi.pointer, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
        ccurl_multi_set_long(multi.pointer, CURLMOPT_MAXCONNECTS, connections * 4)
    }

    func start() {
        let thread = Thread { self.run() }
        thread.name = "http"
        thread.start()
    }

    /// Puts a request into the letter box, or refuses it.
    func submit(_ job: HTTPJob) {
        let (isClosing, isFull) = box.withLock { box in
            let isFull = box.open >= settings.requestLimit
            guard !box.isClosing, !isFull else { return (box.isClosing, isFull) }
            box.open += 1
            if job.isUrgent { box.urgent.append(job) } else { box.waiting.append(job) }
            return (false, false)
        }
        if isClosing { return job.refuse(.shuttingDown, "HTTP client is shutting down") }
        if isFull { return job.refuse(.queueFull, "\(settings.requestLimit) requests are under way already") }
        multi.wake()
    }

    /// Takes no more requests; with `force`, breaks off those under way.
    func close(force: Bool) {
        box.withLock { box in
            box.isClosing = true
            box.isForced = box.isForced || force
        }
        multi.wake()
    }

    /// Returns once the thread has ended.
    func ended() async {
        await withCheckedContinuation { continuation in
            let hasEnded = box.withLock { box in
                if !box.hasEnded { box.closers.append(continuation) }
                return box.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}

// MARK: - On the loop's own thread

extension HTTPLoop {
    private func run() {
        CurlLibrary.blockBrokenPipeSignal()
        var transfers: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
        while true {
            let orders = takeOrders(underWay: transfers.count)
            for job in orders.arrived {
                if orders.isForced { giveBack(job) } else { begin(job, in: &transfers) }
            }
            var running: Int32 = 0
            curl_multi_perform(multi.pointer, &running)
            settleFinished(in: &transfers)
            if orders.isForced { breakOff(&transfers) }
            if orders.isClosing, orders.left == 0, transfers.isEmpty { break }
            // Where there is room again for what waits, it is taken at once.
            let hasWork = orders.left > 0 && transfers.count < connections
            curl_multi_poll(multi.pointer, nil, 0, hasWork ? 0 : 60_000, nil)
        }
        let closers = box.withLock { box in
            box.hasEnded = true
            defer { box.closers = [] }
            return box.closers
        }
        for closer in closers { closer.resume() }
    }

    private struct Orders {
        var arrived: [HTTPJob]
        /// How many still wait for a connection.
        var left: Int
        var isClosing: Bool
        var isForced: Bool
    }

    /// All that is urgent, and of the others as many as there are connections for; all of them where they are to be
    /// broken off.
    private func takeOrders(underWay: Int) -> Orders {
        box.withLock { box in
            var arrived = box.urgent
            box.urgent = []
            while box.isForced || underWay + arrived.count < connections, let job = box.waiting.popFirst() {
                arrived.append(job)
            }
            return Orders(
                arrived: arrived,
                left: box.waiting.count,
                isClosing: box.isClosing,
                isForced: box.isForced
            )
        }
    }

    private func begin(_ job: HTTPJob, in transfers: inout [UnsafeMutableRawPointer: HTTPTransfer]) {
        guard let transfer = HTTPTransfer(job, settings: settings) else {
            box.withLock { $0.open -= 1 }
            return job.refuse(.internalFailure, "libcurl refused the request's options")
        }
        transfers[transfer.handle] = transfer
        guard curl_multi_add_handle(multi.pointer, transfer.handle) == CURLM_OK else {
            return settle(transfer, with: CURLE_FAILED_INIT, in: &transfers)
        }
    }

    private func giveBack(_ job: HTTPJob) {
        box.withLock { $0.open -= 1 }
        job.refuse(.shuttingDown, "HTTP client is shutting down")
    }

    private func settleFinished(in transfers: inout [UnsafeMutableRawPointer: HTTPTransfer]) {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = transfers[handle]
            else { continue }
            settle(transfer, with: message.pointee.data.result, in: &transfers)
        }
    }

    private func breakOff(_ transfers: inout [UnsafeMutableRawPointer: HTTPTransfer]) {
        for transfer in transfers.values { settle(transfer, with: CURLE_ABORTED_BY_CALLBACK, in: &transfers) }
    }

    private func settle(
        _ transfer: HTTPTransfer,
        with code: CURLcode,
        in transfers: inout [UnsafeMutableRawPointer: HTTPTransfer]
    ) {
        let outcome = transfer.outcome(for: code)
        curl_multi_remove_handle(multi.pointer, transfer.handle)
        transfers[transfer.handle] = nil
        box.withLock { $0.open -= 1 }
        transfer.job.reply.resume(returning: outcome)
    }
}
