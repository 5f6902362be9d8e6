import Synchronization

/// Faults at random: a part of all messages is treated as if its recipient were magic.
package struct Unrest: Sendable {
    /// How many of a thousand messages a fault befalls.
    package var perThousand: Int
    /// The faults, drawn evenly; one that stands in the list twice comes twice as often.
    package var faults: [Fault]
    /// The same seed draws the same faults; which message gets which depends on the order in which they come.
    package var seed: UInt64

    /// Faults that a sender can mend by trying again, and that leave it in doubt.
    package init(perThousand: Int, faults: [Fault], seed: UInt64) {
        self.perThousand = perThousand
        self.faults = faults
        self.seed = seed
    }

    /// Draws one fault after the other.
    final class Dice: Sendable {
        private let unrest: Unrest
        private let state: Mutex<UInt64>

        init(_ unrest: Unrest) {
            self.unrest = unrest
            state = Mutex(unrest.seed)
        }

        /// The next message's fault; nil for most.
        func roll() -> Fault? {
            guard !unrest.faults.isEmpty, next() % 1_000 < UInt64(max(0, unrest.perThousand)) else { return nil }
            return unrest.faults[Int(next() % UInt64(unrest.faults.count))]
        }

        /// SplitMix64: a few multiplications, and no two seeds alike.
        private func next() -> UInt64 {
            state.withLock { state in
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = state
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return mixed ^ (mixed >> 31)
            }
        }
    }
}
