import Dunning
import Foundation
import Studio
import Templates

/// The studio's messages from a folder that is edited meanwhile: each reading of it makes a new bench, and the last one
/// on which a template could be used is kept.
actor LiveBench: Source {
    private let backdrop: Backdrop
    private let folder: String
    private let wish: PreviewBench.Wish
    /// Which locale and moment are shown where nothing is chosen.
    private let moment: Instant?
    private var bench: PreviewBench
    /// How often the folder was read.
    private var reading = 1
    /// How often what is shown has changed.
    private var generation = 1
    /// For each template the last bench that could use it.
    private var lastGood: [String: PreviewBench] = [:]
    private var sights: [Selection: Sight] = [:]
    /// What lint says of templates since the last reading.
    private var findings: [String: [Problem]] = [:]
    private let asked: AsyncStream<String>
    private let ask: AsyncStream<String>.Continuation
    private var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
    private var nextListener = 0

    init(_ backdrop: Backdrop, folder: String, wish: PreviewBench.Wish, moment: Instant?) throws {
        self.backdrop = backdrop
        self.folder = folder
        self.wish = wish
        self.moment = moment
        (asked, ask) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        bench = PreviewBench(backdrop, try TemplateShelf.read(folder), wish)
        for id in bench.templates.keys { lastGood[id.rawValue] = bench }
    }

    /// Reads the folder again; where it cannot be read at all, what is known stays.
    func reload() {
        guard let shelf = try? TemplateShelf.read(folder) else { return }
        bench = PreviewBench(backdrop, shelf, wish)
        for id in bench.templates.keys { lastGood[id.rawValue] = bench }
        sights = [:]
        findings = [:]
        reading += 1
        tell()
    }

    /// Lets lint look at the templates that are looked at, one after the other, until cancelled.
    func lint(by watch: LintWatch) async {
        for await template in asked where findings[template] == nil {
            let begun = reading
            let found = await Self.findings(on: template, watch)
            guard begun == reading else { continue }
            findings[template] = found
            for selection in sights.keys where selection.template == template { sights[selection]?.add(found) }
            if !found.isEmpty { tell() }
        }
    }

    @concurrent
    private static func findings(on template: String, _ watch: LintWatch) async -> [Problem] {
        watch.problems(of: template)
    }

    private func tell() {
        generation += 1
        for listener in listeners.values { listener.yield(generation) }
    }

    func catalogue() -> (catalogue: Catalogue, generation: Int) {
        var catalogue = bench.catalogue
        for index in catalogue.templates.indices where catalogue.templates[index].isBroken {
            let name = catalogue.templates[index].name
            guard let entry = lastGood[name]?.catalogue.entry(name) else { continue }
            catalogue.templates[index] = entry
            catalogue.templates[index].isBroken = true
        }
        return (catalogue, generation)
    }

    func generations() -> AsyncStream<Int> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        let listener = nextListener
        nextListener += 1
        listeners[listener] = continuation
        continuation.onTermination = { _ in Task { await self.forget(listener) } }
        continuation.yield(generation)
        return stream
    }

    private func forget(_ listener: Int) { listeners[listener] = nil }

    func sight(of wanted: Selection) async -> Sight {
        let selection = filledIn(wanted)
        if let known = sights[selection] { return known }
        let begun = reading
        var sight = await look(at: selection, bench)
        if let found = findings[selection.template] { sight.add(found) } else { ask.yield(selection.template) }
        if begun == reading {
            // Selections come from outside; nobody may fill the memory with them.
            if sights.count >= 16 { sights = [:] }
            sights[selection] = sight
        }
        return sight
    }

    private func look(at selection: Selection, _ bench: PreviewBench) async -> Sight {
        let shelf = bench.shelf.problems(of: selection.template)
        let warnings = shelf.filter { !$0.isError }
        switch await render(selection, bench) {
        case .rendered(let rendition):
            return Sight(
                selection: selection,
                rendition: rendition,
                isStale: false,
                problems: warnings,
                reading: reading
            )
        case .failed(let problems):
            var earlier: Rendition?
            if let good = lastGood[selection.template], case .rendered(let rendition) = await render(selection, good) {
                earlier = rendition
            }
            let all = problems + warnings.filter { !problems.contains($0) }
            return Sight(selection: selection, rendition: earlier, isStale: true, problems: all, reading: reading)
        }
    }

    private func render(_ selection: Selection, _ bench: PreviewBench) async -> Showing {
        let named = selection.sample.flatMap(bench.samples.named)
        guard let subject = named ?? bench.samples.fitting(selection.template, locale: selection.locale).first else {
            let place = Place(file: folder + "/samples")
            let missing = Diagnostic(at: place, "there is no sample", mend: "put an action there as JSON")
            return .failed((bench.samples.diagnostics + [missing]).map(bench.shelf.problem))
        }
        var whole = selection
        whole.sample = subject.name
        return await bench.render(subject, whole, at: selection.at ?? SystemClock().now)
    }

    /// With a locale and a channel that the template has.
    private func filledIn(_ wanted: Selection) -> Selection {
        var selection = wanted
        guard let entry = catalogue().catalogue.entry(wanted.template) else { return selection }
        if !entry.locales.contains(wanted.locale ?? "") {
            selection.locale = entry.locales.contains("en") ? "en" : entry.locales.first
        }
        if !entry.channels.contains(wanted.channel), let first = entry.channels.first { selection.channel = first }
        if selection.at == nil { selection.at = moment }
        return selection
    }
}

extension Sight {
    /// With what lint found besides.
    fileprivate mutating func add(_ found: [Problem]) {
        let known = Set(problems.map { [$0.diagnostic.place.file, $0.diagnostic.message] })
        problems += found.filter { !known.contains([$0.diagnostic.place.file, $0.diagnostic.message]) }
    }
}
