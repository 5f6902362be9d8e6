import Dunning
import Foundation
import Studio
import Templates

/// Renders many messages at once and writes them as pages to browse.
struct GalleryRun {
    let desk: PreviewDesk
    /// The folder of the gallery.
    let out: String

    /// Writes the gallery; tells how many messages could not be made.
    ///
    ///     write
    ///     └── one child a message, twice as many as there are cores: tools of this machine are waited for
    func write() async throws -> Int {
        let jobs = try await desk.jobs()
        try prepareFolder()
        var items = [Gallery.Item?](repeating: nil, count: jobs.count)
        var done = 0
        try await withThrowingTaskGroup(of: (Int, Gallery.Item).self) { group in
            var next = 0
            let width = 2 * ProcessInfo.processInfo.activeProcessorCount
            while done < jobs.count {
                while next < jobs.count, next - done < width {
                    let (index, job) = (next, jobs[next])
                    group.addTask { (index, try await write(job)) }
                    next += 1
                }
                guard let (index, item) = try await group.next() else { break }
                items[index] = item
                done += 1
                if done % 50 == 0 { desk.console.say("\(done) of \(jobs.count) messages") }
            }
        }
        let all = items.compactMap(\.self)
        let gallery = Gallery(items: all, catalogue: desk.bench.catalogue, date: desk.now)
        for file in gallery.files { try write(file) }
        desk.console.data(out + (out.hasSuffix("/") ? "" : "/") + "index.html")
        let failed = all.filter { if case .failed = $0.showing { true } else { false } }.count
        desk.console.say("\(all.count) messages" + (failed > 0 ? ", \(failed) of them cannot be sent" : ""))
        return failed
    }

    /// Renders one message and writes it; what is heavy is not kept.
    private func write(_ job: PreviewJob) async throws -> Gallery.Item {
        let showing = await desk.bench.render(job.subject, job.selection, at: desk.now)
        let item = Gallery.Item(job.selection, showing)
        for file in Gallery.files(of: item) { try write(file) }
        guard case .rendered(var rendition) = showing else { return item }
        for index in rendition.files.indices where !rendition.files[index].name.hasSuffix("ml") {
            rendition.files[index].bytes = []
        }
        return Gallery.Item(job.selection, .rendered(rendition))
    }

    private func write(_ piece: Piece) throws {
        let path = URL(fileURLWithPath: out).appending(path: piece.name)
        try? FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Files.write(piece.bytes, to: path.path)
    }

    /// An earlier gallery makes room; any other folder with something in it is left alone.
    private func prepareFolder() throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []
        guard Set(names).isSubset(of: ["index.html", "style.css", "messages"]) else {
            throw Stop("`\(out)` holds something else than a gallery", hint: "name a new folder", code: .unavailable)
        }
        try? FileManager.default.removeItem(atPath: out + "/messages")
    }
}

extension PreviewBench {
    /// What there is to choose from.
    var catalogue: Catalogue {
        let entries = shelf.names.map { name in
            let entry = templates[TemplateID(trusted: name)]
            return Catalogue.Entry(
                name: name,
                title: entry?.manifest.title ?? "",
                channels: entry?.manifest.channels ?? [],
                locales: entry?.locales ?? [],
                variants: entry.map { $0.manifest.variants.ids.map(\.rawValue) } ?? [],
                isBroken: entry == nil
            )
        }
        let samples = self.samples.all.map { sample in
            Catalogue.Sample(
                name: sample.name,
                label: "\(sample.action.debtor.name), \(sample.action.debtor.locale ?? "")"
            )
        }
        return Catalogue(templates: entries, samples: samples)
    }
}
