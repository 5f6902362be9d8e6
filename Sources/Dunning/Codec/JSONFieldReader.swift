/// A strict reader of one JSON object that collects every mistake in place of stopping at the first.
///
/// Each accessor notes its member as known, reports what is wrong and answers nil where there is no good value; build
/// the result from what came back, and call `finish()` on the outermost reader last. A member that nobody asked for is
/// then an unknown member, named with the nearest right one.
///
/// One reader belongs to one task; make it, use it and drop it in one synchronous function.
public final class JSONFieldReader {
    /// The object's place in the text.
    public let pointer: JSONPointer
    /// The object; empty where the value was none.
    public let members: JSONMembers

    private let isObject: Bool
    private let report: JSONReport
    private var known: [String] = []
    private var found = FoundMembers()
    private var missing: [(name: String, expected: String)] = []
    private var inner: [JSONFieldReader] = []
    private var isRestSkipped = false
    private var isFinished = false

    /// Reads an object; `place` says in which file and line it stands, `pointer` where in that text.
    public convenience init(_ json: JSON, at place: Place = Place(), pointer: JSONPointer = .root) {
        self.init(json, pointer: pointer, report: JSONReport(place: place))
    }

    private init(_ json: JSON, pointer: JSONPointer, report: JSONReport) {
        self.pointer = pointer
        self.report = report
        self.members = json.object ?? [:]
        self.isObject = json.object != nil
        known.reserveCapacity(members.count + 4)
        if !isObject {
            report.add(.expected("an object", found: json), at: pointer)
        }
    }

    /// A member that must be there.
    public func required<Value>(_ name: String, _ field: JSONField<Value>) -> Value? {
        guard let json = member(name) else { return miss(name, field.expected) }
        return attempt(json, pointer.appending(name), field)
    }

    /// A member that may be left out or be `null`.
    public func optional<Value>(_ name: String, _ field: JSONField<Value>) -> Value? {
        guard let json = member(name), !json.isNull else { return nil }
        return attempt(json, pointer.appending(name), field)
    }

    /// A member that must be there but may be `null`: the writer has to say that there is nothing.
    public func nullable<Value>(_ name: String, _ field: JSONField<Value>) -> Value? {
        guard let json = member(name) else { return miss(name, field.expected + ", or null") }
        return json.isNull ? nil : attempt(json, pointer.appending(name), field)
    }

    /// An array that must be there; every bad element is reported, and then the answer is nil.
    public func list<Value>(_ name: String, _ field: JSONField<Value>, atLeast least: Int = 0) -> [Value]? {
        guard let json = member(name) else { return miss(name, "an array, each element \(field.expected)") }
        return elements(of: json, name, field, atLeast: least)
    }

    /// An array that may be left out or be `null`.
    public func optionalList<Value>(_ name: String, _ field: JSONField<Value>, atLeast least: Int = 0) -> [Value]? {
        guard let json = member(name), !json.isNull else { return nil }
        return elements(of: json, name, field, atLeast: least)
    }

    /// An object that must be there, read by `read`.
    public func object<Value>(_ name: String, _ read: (JSONFieldReader) -> Value?) -> Value? {
        guard let json = member(name) else { return miss(name, "an object") }
        return read(reader(of: json, pointer.appending(name)))
    }

    /// An object that may be left out or be `null`, read by `read`.
    public func optionalObject<Value>(_ name: String, _ read: (JSONFieldReader) -> Value?) -> Value? {
        guard let json = member(name), !json.isNull else { return nil }
        return read(reader(of: json, pointer.appending(name)))
    }

    /// An array of objects, each read by `read`; nil where one is bad.
    public func objects<Value>(
        _ name: String,
        atLeast least: Int = 0,
        _ read: (JSONFieldReader) -> Value?
    ) -> [Value]? {
        guard let json = member(name) else { return miss(name, "an array of objects") }
        return objects(of: json, name, atLeast: least, read)
    }

    /// An array of objects that may be left out or be `null`.
    public func optionalObjects<Value>(_ name: String, _ read: (JSONFieldReader) -> Value?) -> [Value]? {
        guard let json = member(name), !json.isNull else { return nil }
        return objects(of: json, name, atLeast: 0, read)
    }

    /// Whether a member is there and not `null`; asking makes it known.
    public func has(_ name: String) -> Bool { member(name)?.isNull == false }

    /// Reports a member that must not be there beside others; where it is absent, nothing happens.
    public func forbid(_ name: String, because reason: String) {
        guard has(name) else { return }
        complain(reason, mend: "remove it", at: name)
    }

    /// Reports a mistake that only the caller can see, at a member or at the object as a whole.
    ///
    /// Of a value that is no object nothing more is said than that.
    public func complain(
        _ message: String,
        mend: String? = nil,
        at name: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        guard isObject else { return }
        let subject = name.map { pointer.appending($0) } ?? pointer
        report.add(JSONMistake(message, mend: mend), at: subject, severity: severity)
    }

    /// Says nothing of the members that nobody has asked for: a mistake hides which ones are right, or any are welcome.
    public func skipRest() { isRestSkipped = true }

    /// Ends this reader and all readers that it handed out, and tells every mistake of the text, sorted by place.
    public func finish() -> [Diagnostic] {
        if !isFinished {
            isFinished = true
            reportUnknownAndMissing()
            for reader in inner { _ = reader.finish() }
        }
        return report.diagnostics.sorted()
    }
}

extension JSONFieldReader {
    private func member(_ name: String) -> JSON? {
        known.append(name)
        guard let index = members.index(of: name) else { return nil }
        found.insert(index)
        return members[index].value
    }

    private func miss<Value>(_ name: String, _ expected: String) -> Value? {
        // What is no object lacks nothing: one mistake is enough.
        if isObject { missing.append((name, expected)) }
        return nil
    }

    private func reader(of json: JSON, _ place: JSONPointer) -> JSONFieldReader {
        let reader = JSONFieldReader(json, pointer: place, report: report)
        inner.append(reader)
        return reader
    }

    private func attempt<Value>(
        _ json: JSON,
        _ place: @autoclosure () -> JSONPointer,
        _ field: JSONField<Value>
    ) -> Value? {
        do throws(JSONMistake) {
            return try field.read(json)
        } catch {
            report.add(error, at: place())
            return nil
        }
    }

    private func elements<Value>(
        of json: JSON,
        _ name: String,
        _ field: JSONField<Value>,
        atLeast least: Int
    ) -> [Value]? {
        let place = pointer.appending(name)
        guard let array = array(json, place, atLeast: least) else { return nil }
        let values = array.indices.compactMap { attempt(array[$0], place.appending($0), field) }
        return values.count == array.count ? values : nil
    }

    private func objects<Value>(
        of json: JSON,
        _ name: String,
        atLeast least: Int,
        _ read: (JSONFieldReader) -> Value?
    ) -> [Value]? {
        let place = pointer.appending(name)
        guard let array = array(json, place, atLeast: least) else { return nil }
        let values = array.indices.compactMap { read(reader(of: array[$0], place.appending($0))) }
        return values.count == array.count ? values : nil
    }

    private func array(_ json: JSON, _ place: JSONPointer, atLeast least: Int) -> [JSON]? {
        guard let array = json.array else {
            report.add(.expected("an array", found: json), at: place)
            return nil
        }
        guard array.count >= least else {
            report.add(JSONMistake("the array has \(array.count) elements", mend: "give at least \(least)"), at: place)
            return nil
        }
        return array
    }

    private func reportUnknownAndMissing() {
        var mistyped: Set<String> = []
        if !isRestSkipped, found.count < members.count {
            let absent = known.filter { members[$0] == nil }
            for name in members.keys where !known.contains(name) {
                let nearest = NearestName.suggest(name, among: absent.filter { !mistyped.contains($0) })
                if let nearest { mistyped.insert(nearest) }
                reportUnknown(name, nearest: nearest ?? NearestName.suggest(name, among: known))
            }
        }
        // A required member that stands there mistyped is one mistake, not two.
        for (name, expected) in missing where !mistyped.contains(name) {
            let mistake = JSONMistake("required member is missing", mend: "add `\(name)`, \(expected)")
            report.add(mistake, at: pointer.appending(name))
        }
    }

    private func reportUnknown(_ name: String, nearest: String?) {
        let mend = nearest.map { "did you mean `\($0)`?" } ?? "remove it"
        report.add(JSONMistake("unknown member", mend: mend), at: pointer.appending(quotable(name)))
    }

    /// The name with control characters shown as escapes, and cut: pointers are printed.
    private func quotable(_ name: String) -> String { String(quoted(name).dropFirst().dropLast()) }
}

/// Which of an object's members were asked for, by their places.
private struct FoundMembers {
    private var first: UInt64 = 0
    private var rest: Set<Int> = []

    var count: Int { first.nonzeroBitCount + rest.count }

    mutating func insert(_ index: Int) {
        if index < 64 { first |= 1 << UInt64(index) } else { rest.insert(index) }
    }
}

extension JSON {
    /// Cheaper than a comparison, which looks into both values.
    fileprivate var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

/// The mistakes of one text, shared by all readers of its objects.
private final class JSONReport {
    private let place: Place
    private(set) var diagnostics: [Diagnostic] = []

    init(place: Place) { self.place = place }

    func add(_ mistake: JSONMistake, at pointer: JSONPointer, severity: Diagnostic.Severity = .error) {
        var place = place
        place.field = pointer.description
        diagnostics.append(Diagnostic(severity, at: place, mistake.message, mend: mistake.mend))
    }
}
