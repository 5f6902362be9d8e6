import ArgumentParser
import Dunning
import Studio

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what a debtor will get: the very bytes that `run` would hand over. Sends nothing.",
        discussion: """
            EXAMPLES:
              dunlin preview reminder                 every channel, as text
              dunlin preview reminder --locale de,fr --channel sms
              dunlin preview reminder --creditor stadtwerke
              dunlin preview final-notice --channel letter --out letter.pdf
              dunlin preview reminder --data action.json --out preview/
              dunlin preview reminder --disclose mini-miranda-initial,opt-out
              dunlin preview reminder --decide --at 2026-11-22T20:00:00Z
              dunlin preview --action act-2026-000123         one from the database
              dunlin preview --attempt act-2026-000123.1      what was sent
              dunlin preview final-notice --channel letter --overlay --out letter.pdf
              dunlin preview --attempt act-2026-000123.1 --again      and whether it can still be made
              dunlin preview reminder --variant firm
              dunlin preview --all --out gallery/     all templates, locales and channels as pages to browse
              dunlin preview --serve                  a page that follows the files while you write
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var asked: PreviewOptions

    @Flag(help: "A page on this machine that shows what you choose and follows the files, until Ctrl-C.")
    var serve = false

    @Option(help: "With --serve: the port; 0 = any free one.")
    var port = 4030

    func run() async throws {
        try await common.run { console in
            if serve { return try await StudioRun(common, asked, port: port, console).run() }
            if asked.all, let out = asked.out { return try await writeGallery(out, console) }
            if let attempt = asked.attempt {
                let id: AttemptID = try identifier(attempt, "--attempt")
                let past = PastAttempt(id: id, house: try House.open(common), console: console)
                try await past.show(out: asked.out)
                if asked.again { try await past.makeAgain() }
                return
            }
            let desk = try PreviewDesk.open(common, asked, draws: false, console)
            try await print(try await desk.jobs(), desk)
        }
    }

    private func writeGallery(_ out: String, _ console: Console) async throws {
        let desk = try PreviewDesk.open(common, asked, draws: true, console)
        guard try await GalleryRun(desk: desk, out: out).write() == 0 else { throw ExitCode.badData }
    }

    private func print(_ jobs: [PreviewJob], _ desk: PreviewDesk) async throws {
        let locales = Set(jobs.map(\.selection.locale))
        var failed = false
        for job in jobs {
            let selection = job.selection
            switch await desk.bench.render(job.subject, selection, at: desk.now) {
            case .rendered(let rendition):
                let folder =
                    locales.count > 1 ? selection.locale.map { locale in asked.out.map { "\($0)/\(locale)" } } : nil
                let printer = PreviewPrinter(console: desk.console, out: folder ?? asked.out, isOnly: jobs.count == 1)
                try printer.show(rendition)
            case .failed(let problems):
                failed = true
                let place = [selection.channel.rawValue, locales.count > 1 ? selection.locale : nil].compactMap(\.self)
                for problem in problems {
                    desk.console.error("\(place.joined(separator: " ")): \(problem.diagnostic)")
                }
            }
        }
        if failed { throw ExitCode.badData }
    }
}
