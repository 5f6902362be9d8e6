import Dunning
import Foundation
import Sandbox
import Storage

/// One trial from its peers to its verdict.
struct Trial: Sendable {
    let ground: Ground
    let actions: Int
    let kills: Int
    /// How many of a thousand messages meet a fault.
    let faults: Int
    let seed: UInt64

    /// What befalls them: what trying again mends, what leaves in doubt, what ends it.
    private static let kinds: [Fault] = [
        .temporary, .temporary, .slow, .droppedBefore, .droppedAfter, .permanent, .throttled,
    ]

    // The task tree: run ── group ── the sandbox, until the trial is over
    func run() async throws -> ChaosReport {
        let start = ContinuousClock.now
        // With faults the sandbox takes the mails, because smtp-sink cannot misbehave now and then.
        let sink = faults == 0 ? try await MailSink(in: ground) : nil
        let ledger = Ledger(mails: sink?.mails, manifest: ground.manifest)
        let sandbox = Sandbox(options: options(ledger), now: { Date() })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            let endpoints = try await sandbox.endpoints
            try ground.configure(mail: sink?.url ?? endpoints.smtp, endpoints)
            let mix = ActionMix(count: actions)
            try await enqueue(mix)
            var siege = Siege(ground: ground, ledger: ledger, messages: mix.messages, wanted: kills, seed: seed)
            try await siege.run()
            try await sink?.end()
            let store = try await ground.store()
            let verdict = try await Verdict.judge(store, ledger, faults: faults > 0)
            await store.close()
            group.cancelAll()
            return ChaosReport(
                seed: seed,
                actions: actions,
                kills: siege.kills,
                wanted: kills,
                lives: siege.lives,
                verdict: verdict,
                elapsed: ContinuousClock.now - start
            )
        }
    }

    private func options(_ ledger: Ledger) -> SandboxOptions {
        var options = SandboxOptions()
        options.witness = { ledger.note($0) }
        // Workers ask the stand-ins what became of a message: one that was dropped would be taken for never sent.
        options.keptMessages = .max
        options.keptBytes = .max
        // Nobody listens to what the stand-ins would report.
        options.holdsCallbacks = true
        options.seed = seed
        options.slowness = .milliseconds(300)
        if faults > 0 { options.unrest = Unrest(perThousand: faults, faults: Trial.kinds, seed: seed) }
        return options
    }

    private func enqueue(_ mix: ActionMix) async throws {
        try ground.write(mix.lines, to: "actions.jsonl")
        let program = try Program(
            [ground.program, "enqueue", "actions.jsonl"],
            in: ground.folder,
            log: "enqueue.log"
        )
        let end = try await program.ended()
        guard end == .exit(0) else { throw Trouble("the actions are not taken: \(end); see enqueue.log") }
    }
}
