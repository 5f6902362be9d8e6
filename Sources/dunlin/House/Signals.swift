@preconcurrency import Dispatch
import Dispatcher
import Foundation

/// Does something whenever a signal comes, until it is ended.
final class SignalWatch: Sendable {
    private let sources: [any DispatchSourceSignal]

    init(_ signals: [Int32], _ act: @escaping @Sendable () -> Void) {
        sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { act() }
            source.resume()
            return source
        }
    }

    func end() { for source in sources { source.cancel() } }
}

/// Waits for a signal to stop.
enum Signals {
    /// What asks a program to end in good order.
    static let toStop = [SIGTERM, SIGINT]

    static func untilStopped() async {
        let stop = StopSignal()
        let watch = SignalWatch(toStop) { stop.stop() }
        await stop.given()
        watch.end()
    }
}
