import ArgumentParser
import Dispatcher
import Dunning
import Settings
import Storage
import Templates

/// The revisions of templates: those that the store keeps, and those that are in the folder now.
struct RevisionShelf: Sendable {
    /// One revision, kept or not.
    struct Item: Sendable {
        let template: TemplateID
        let digest: String
        /// Nil = only in the folder so far.
        let report: RevisionReport?
        /// Whether it is what the folder holds now.
        let isCurrent: Bool

        var standing: RevisionReport.Standing { report?.standing ?? .draft }
    }

    let desk: Desk
    let items: [Item]
    private let current: [TemplateID: TemplateLibrary.Entry]

    /// Opens the database and reads the folder; templates with mistakes are left out.
    static func open(_ common: CommonOptions) async throws -> RevisionShelf {
        let house = try House.open(common)
        let library = try TemplateShelf.read(house.settings.folders.templates).usable()
        let desk = try await house.desk()
        let kept = try await desk.store.revisions(of: nil)
        return RevisionShelf(desk: desk, kept: kept, current: library?.templates ?? [:])
    }

    init(desk: Desk, kept: [RevisionReport], current: [TemplateID: TemplateLibrary.Entry]) {
        self.desk = desk
        self.current = current
        let digests = Set(kept.map(\.digest))
        let fresh = current.values.filter { !digests.contains($0.revision) }.sorted { $0.id < $1.id }
        items =
            kept.map { report in
                let isCurrent = current[report.template]?.revision == report.digest
                return Item(template: report.template, digest: report.digest, report: report, isCurrent: isCurrent)
            } + fresh.map { Item(template: $0.id, digest: $0.revision, report: nil, isCurrent: true) }
    }

    /// The revision that somebody means by the first digits of its digest.
    func item(_ text: String) throws -> Item {
        let digits = text.lowercased()
        guard digits.count >= 8, digits.allSatisfy(\.isHexDigit) else {
            throw Stop(
                "`\(text)` is no revision",
                hint: "give the first 8 or more digits, as `dunlin templates revisions` lists them",
                code: .validationFailure
            )
        }
        let found = items.filter { $0.digest.hasPrefix(digits) }
        guard let first = found.first else {
            throw Stop(
                "no revision begins with `\(text)`",
                hint: "`dunlin templates revisions` lists those that are known"
            )
        }
        guard Set(found.map(\.digest)).count == 1 else {
            throw Stop("several revisions begin with `\(text)`", hint: "give more digits")
        }
        return first
    }

    /// What the folder holds of a template now.
    func current(of template: TemplateID) throws -> Item {
        guard let item = items.first(where: { $0.template == template && $0.isCurrent }) else {
            throw Stop(
                "template `\(template)` is not in the folder, or has mistakes",
                hint: "run `dunlin templates lint`"
            )
        }
        return item
    }

    /// The files of a revision.
    func archive(of item: Item) async throws -> TemplateArchive {
        if let entry = current[item.template], entry.revision == item.digest { return entry.archive }
        guard let kept = try await desk.store.revision(item.digest),
            let archive = TemplateArchive(bytes: kept.archive), archive.revision == item.digest
        else { throw Stop("what is kept of revision \(item.digest) is damaged", hint: "restore a backup") }
        return archive
    }

    /// Keeps a revision that is only in the folder so far.
    func keep(_ item: Item) async throws {
        guard item.report == nil, let entry = current[item.template] else { return }
        try await desk.store.keep([entry.kept], at: desk.clock.now)
    }
}

extension RevisionShelf.Item {
    /// The digest as people read it.
    var short: String { String(digest.prefix(12)) }

    var json: JSON {
        .compact([
            "template": .string(template.rawValue), "revision": .string(digest), "current": .boolean(isCurrent),
            "standing": .string(standing.rawValue), "keptAt": report.map { .string($0.keptAt.description) },
            "firstUsedAt": report?.firstUsedAt.map { .string($0.description) },
            "reviews": .array(report?.reviews.map(\.json) ?? []),
        ])
    }

    var words: String {
        var lines = ["\(template)  \(short)  \(standing.rawValue)\(isCurrent ? ", current" : "")"]
        guard let report else { return lines[0] + ", not kept yet" }
        lines.append("  kept \(report.keptAt)" + (report.firstUsedAt.map { ", first used \($0)" } ?? ", never used"))
        for review in report.reviews {
            lines.append(
                "  \(review.word.rawValue) \(review.at) by \(review.by)" + (review.note.map { ": \($0)" } ?? "")
            )
        }
        return lines.joined(separator: "\n")
    }
}

extension RevisionReview {
    fileprivate var json: JSON {
        .compact([
            "word": .string(word.rawValue), "by": .string(by), "note": note.map(JSON.string),
            "at": .string(at.description),
        ])
    }
}

extension Workshop {
    /// What to tell people of templates that are not approved; nothing where none needs to be.
    func unapproved(in store: any Store) async throws(StoreError) -> [String] {
        guard let inForce = try await approvals?.inForce(store) else { return [] }
        return templates.entries.compactMap { entry in
            let revision = "template `\(entry.id)`, revision \(entry.revision.prefix(12)), is not approved"
            if inForce.held.contains(entry.id) { return revision + ": its messages wait" }
            return inForce.previous[entry.id] == nil ? nil : revision + ": the revision approved before is sent"
        }
    }
}
