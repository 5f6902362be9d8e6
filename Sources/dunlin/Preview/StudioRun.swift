import Dunning
import Settings
import Studio

/// Serves previews to a browser until it is stopped.
struct StudioRun {
    let bench: LiveBench
    let lint: LintWatch
    /// The folder that is watched.
    let folder: String
    let port: Int
    /// The template to begin with.
    let template: String?
    let console: Console

    init(_ common: CommonOptions, _ asked: PreviewOptions, port: Int, _ console: Console) throws {
        let house = try House.open(common)
        var wish = try asked.wish(draws: true)
        wish.decides = true
        folder = house.settings.folders.templates
        let backdrop = try Backdrop(house, console)
        lint = LintWatch(house, backdrop.rules)
        bench = try LiveBench(
            backdrop,
            folder: folder,
            wish: wish,
            moment: try asked.at.map { try instant($0, "--at") }
        )
        self.port = port
        template = asked.template
        self.console = console
    }

    /// Serves until a signal.
    ///
    ///     run
    ///     ├── the server
    ///     ├── the watch on the folder
    ///     ├── lint
    ///     └── the wait for a signal
    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let server = StudioServer(source: bench, port: port)
                group.addTask { try await server.run { port in greet(port) } }
                group.addTask { try await FolderWatch(folder: folder).run { await bench.reload() } }
                group.addTask { await bench.lint(by: lint) }
                group.addTask { await Signals.untilStopped() }
                try await group.next()
                group.cancelAll()
            }
        } catch is CancellationError {
            return
        } catch {
            throw Stop(
                "the preview cannot listen on port \(port): \(error)",
                hint: "name another --port",
                code: .unavailable
            )
        }
    }

    private func greet(_ port: Int) {
        let query = template.map { "?template=\($0)" } ?? ""
        let address = "http://127.0.0.1:\(port)/\(query)"
        if console.json { console.data(["preview": .string(address)]) }
        console.say("preview    \(address)")
        console.say("Ctrl-C stops; the page follows the files in \(folder)")
    }
}
