@preconcurrency import Dispatch
import Dispatcher
import Foundation

/// Turns SIGTERM and SIGINT into a stop signal.
final class SignalWatch: Sendable {
    private let sources: [any DispatchSourceSignal]

    init(_ stop: StopSignal) {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { stop.stop() }
            source.resume()
            return source
        }
    }

    func end() { for source in sources { source.cancel() } }
}

/// Waits for a signal to stop.
enum Signals {
    static func untilStopped() async {
        let stop = StopSignal()
        let watch = SignalWatch(stop)
        await stop.given()
        watch.end()
    }
}
