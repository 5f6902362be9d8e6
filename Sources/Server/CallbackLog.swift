import Dunning
import Logging
import Storage

/// All that the server writes to its log, in one place: names of ours, never numbers, texts, addresses or queries.
struct CallbackLog: Sendable {
    let logger: Logger

    /// A callback was not believed or not understood.
    func refused(_ provider: ProviderID, _ topic: String, status: Int, _ reason: String) {
        logger.warning(
            "callback refused",
            metadata: [
                "provider": "\(provider)", "topic": "\(topic)", "status": "\(status)",
                "reason": "\(CallbackLog.line(reason))",
            ]
        )
    }

    /// A callback could not be put on record; the provider is asked to call again.
    func notRecorded(_ provider: ProviderID, _ topic: String, _ error: StoreError) {
        logger.error(
            "callback not recorded",
            metadata: ["provider": "\(provider)", "topic": "\(topic)", "reason": "\(CallbackLog.line("\(error)"))"]
        )
    }

    /// The store does not answer.
    func unhealthy(_ error: StoreError) {
        logger.error("store does not answer", metadata: ["reason": "\(CallbackLog.line("\(error)"))"])
    }

    /// Something waits for a person.
    func keptAside(_ provider: ProviderID, _ count: Int) {
        logger.notice("kept aside for a person", metadata: ["provider": "\(provider)", "count": "\(count)"])
    }

    /// One line of bounded length, so that no reason can forge another entry.
    private static func line(_ text: String) -> String {
        String(text.unicodeScalars.prefix(300).map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    }
}
