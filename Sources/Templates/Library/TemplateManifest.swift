public import Dunning
import TOML

/// What `template.toml` says of a template.
public struct TemplateManifest: Hashable, Sendable {
    /// What people call it.
    public var title: String
    /// Why such a message goes out; the contact rules ask for it.
    public var purpose: Purpose
    /// The dunning level that it is written for; nil = any.
    public var level: Int?
    /// The channels that it serves.
    public var channels: [Channel]
    /// Fields without which no message is made, also where sections would hide them.
    public var needs: [String]
    /// Fields of `data` that it uses where they are there.
    public var optional: [String]
    /// Days from the date of a message to the day that `payBy` names.
    public var payWithin: Int
    /// Whether its letters say how to pay; a confirmation of an opt-out does not.
    public var asksForPayment = true
    /// Disclosures that it always makes, by channel, whether or not a rule demands them.
    public var discloses: [Channel: [DisclosureID]]
    /// What goes along with its emails.
    public var attach: [Enclosure] = []
    /// Which texts are for whom, where the template has variants.
    public var variants = VariantRules()
    /// Where its debtors live, as codes of countries and regions; lint checks what is demanded there.
    public var serves: [String] = []
    /// How long its messages may be; lint measures them.
    public var budget = MessageBudget.standard
    /// The rules of lint that it breaks on purpose.
    public var allow: [LintException] = []

    /// Reads `template.toml`.
    static func read(_ file: SourceFile, as name: String) -> (TemplateManifest?, [Diagnostic]) {
        let document: TOMLDocument
        do {
            document = try TOMLDocument(bytes: file.bytes, file: name)
        } catch {
            return (nil, [error.diagnostic])
        }
        let reader = TOMLReader(document)
        let title = reader.string("title")
        let purpose = reader.enumeration("purpose", as: Purpose.self)
        let channels = reader.enumerations("channels", as: Channel.self)
        let manifest = TemplateManifest(
            title: title ?? "",
            purpose: purpose ?? .reminder,
            level: reader.optionalInteger("level", range: 1...99),
            channels: channels ?? [],
            needs: reader.optionalStrings("needs") ?? [],
            optional: reader.optionalStrings("optional") ?? [],
            payWithin: reader.optionalInteger("pay_within", range: 1...90) ?? 10,
            asksForPayment: reader.optionalBoolean("asks_payment") ?? true,
            discloses: disclosures(reader),
            attach: reader.optionalList("attach") { node throws(TOMLMistake) in
                try node.enumeration(as: Enclosure.self)
            } ?? [],
            variants: VariantRules(reader, file: name),
            serves: ServedPlaces.read(reader),
            budget: MessageBudget.read(reader),
            allow: LintException.read(reader)
        )
        if channels?.isEmpty == true { reader.complain("no channel is named", at: "channels") }
        for (key, fields) in [("needs", manifest.needs), ("optional", manifest.optional)] {
            for field in fields { check(field, at: key, reader) }
        }
        let problems = reader.finish()
        return (problems.isEmpty ? manifest : nil, problems.map(\.diagnostic))
    }

    private static func disclosures(_ reader: TOMLReader) -> [Channel: [DisclosureID]] {
        guard let table = reader.optionalTable("discloses") else { return [:] }
        var result: [Channel: [DisclosureID]] = [:]
        for channel in Channel.allCases {
            result[channel] = table.optionalList(channel.rawValue) { node throws(TOMLMistake) in
                let text = try node.string()
                guard let id = DisclosureID(text) else { throw TOMLMistake("`\(text)` is no name of a disclosure") }
                return id
            }
        }
        return result
    }

    private static func check(_ field: String, at key: String, _ reader: TOMLReader) {
        let path = field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isBare = path == ["data"] || path.contains("")
        guard isBare || FieldShape.view.at(path[...]) == nil else { return }
        let nearest = NearestName.suggest(field, among: FieldShape.view.names())
        let mend = nearest.map { "did you mean `\($0)`?" } ?? "name a field, such as `payment.link` or `data.contract`"
        reader.complain("no field is called `\(field)`", mend: mend, at: key)
    }
}

/// What can go along with an email.
public enum Enclosure: String, CaseIterable, Hashable, Sendable {
    /// The PDF of each invoice of the debt.
    case invoices
}

extension TOMLProblem {
    /// The same as our other rooms have it.
    var diagnostic: Diagnostic {
        let place = Place(
            file: file,
            line: line > 0 ? line : nil,
            column: line > 0 ? column : nil,
            field: keyPath.isEmpty ? nil : keyPath
        )
        return Diagnostic(at: place, message, mend: mend)
    }
}
