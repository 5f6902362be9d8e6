import Dispatcher
import Synchronization

/// Tells people once that the store cannot be used, and once that it can again, whichever workers found out.
final class TroubleTeller: Sendable {
    private let console: Console
    /// Workers for whom it does not work.
    private let troubled = Mutex(0)

    init(_ console: Console) { self.console = console }

    func tell(_ news: WorkNews) {
        switch news {
        case .storeFails(let error):
            guard
                troubled.withLock({
                    $0 += 1; return $0 == 1
                })
            else { return }
            console.error("\(error)", hint: "nothing is sent that could not be recorded; it goes on by itself")
        case .storeWorks:
            guard
                troubled.withLock({
                    $0 -= 1; return $0 == 0
                })
            else { return }
            console.say("the store can be used again; the work goes on")
        }
    }
}
