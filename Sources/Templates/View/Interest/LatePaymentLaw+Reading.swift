public import Dunning
import TOML

extension LatePaymentLaw {
    /// Reads the files of a folder, and tells everything that is wrong with them.
    /// - Returns: No law exactly where there is a mistake.
    public static func reading(_ files: [SourceFile]) -> (value: LatePaymentLaw?, diagnostics: [Diagnostic]) {
        var law = LatePaymentLaw()
        var diagnostics: [Diagnostic] = []
        for file in files {
            let (part, problems) = read(file)
            diagnostics += problems
            law.rates.merge(part?.rates ?? [:]) { $1 }
            law.countries.merge(part?.countries ?? [:]) { $1 }
        }
        return (diagnostics.isEmpty ? law : nil, diagnostics)
    }

    /// Whether the law of a country is known, by ISO 3166-1 alpha-2.
    public func knows(_ country: String) -> Bool { countries[country] != nil }

    /// The countries whose law is known, sorted.
    public var knownCountries: [String] { countries.keys.sorted() }

    /// Reads a file such as `rules/interest/eu.toml`, and tells everything that is wrong with it.
    /// - Returns: No law exactly where there is a mistake.
    public static func read(_ file: SourceFile) -> (value: LatePaymentLaw?, diagnostics: [Diagnostic]) {
        let document: TOMLDocument
        do {
            document = try TOMLDocument(bytes: file.bytes, file: file.path)
        } catch {
            return (nil, [error.diagnostic])
        }
        let reader = TOMLReader(document)
        var law = LatePaymentLaw()
        for (name, table) in reader.namedTables("reference") { law.rates[name] = rates(table) }
        for (code, table) in reader.namedTables("law") {
            if !Countries.contains(code) {
                table.complain("country `\(code)` is not known", mend: "write an ISO 3166-1 code such as `DE`")
            }
            law.countries[code] = country(table, known: law.rates.keys.sorted())
        }
        let problems = reader.finish().map(\.diagnostic)
        return (problems.isEmpty ? law : nil, problems)
    }

    private static func rates(_ table: TOMLReader) -> [HalfYear: Int] {
        _ = table.string("name")
        _ = table.string("source")
        _ = table.date("checked")
        var rates: [HalfYear: Int] = [:]
        for run in table.tables("rates") {
            let first = half("from", run, isNeeded: true)
            let last = half("to", run, isNeeded: false) ?? first
            guard let rate = percent("rate", run), let first, let last else { continue }
            guard first <= last else {
                run.complain("ends before it begins", mend: "write the later half-year in `to`", at: "to")
                continue
            }
            var half = first
            while half <= last {
                if rates.updateValue(rate, forKey: half) != nil {
                    run.complain("a half-year is there twice", mend: "give each one rate", at: "from")
                }
                half = half.next
            }
        }
        return rates
    }

    private static func country(_ table: TOMLReader, known: [String]) -> Country? {
        _ = table.string("citation")
        _ = table.string("source")
        let reference = table.string("reference")
        let points = percent("points", table)
        let cost = table.integer("recovery_cost", range: 0...1_000_000)
        guard let reference, let points, let cost else { return nil }
        guard known.contains(reference) else {
            let nearest = NearestName.suggest(reference, among: known).map { "did you mean `\($0)`?" }
            table.complain("no reference is called `\(reference)`", mend: nearest, at: "reference")
            return nil
        }
        return Country(reference: reference, points: points, recoveryCost: Int64(cost))
    }

    private static func half(_ key: String, _ table: TOMLReader, isNeeded: Bool) -> HalfYear? {
        guard let text = isNeeded ? table.string(key) : table.optionalString(key) else { return nil }
        if let half = HalfYear(text) { return half }
        table.complain("`\(text)` is no half-year", mend: "write it like `2026H1`", at: key)
        return nil
    }

    /// A text such as `2.50` or `-0.88` in basis points; a floating-point number would not be exact.
    private static func percent(_ key: String, _ table: TOMLReader) -> Int? {
        guard let text = table.string(key) else { return nil }
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            text.drop(while: { $0 == "-" }).count == text.count - (isNegative ? 1 : 0),
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let points = Int(parts.joined())
        else {
            table.complain("`\(text)` is no rate", mend: "write per cent with two digits, as `\"8.00\"`", at: key)
            return nil
        }
        return isNegative ? -points : points
    }
}
