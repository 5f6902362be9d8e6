/// A value that differs from another one in one thing.
struct Variant<Value> {
    /// What is different, in words: "limit 4 instead of 3".
    let change: String
    let value: Value
}

/// Collects the values that differ from one value in one thing each.
struct Variants<Value> {
    let original: Value
    private(set) var all: [Variant<Value>] = []

    init(_ original: Value) { self.original = original }

    /// One change.
    mutating func add(_ change: String, _ edit: (inout Value) -> Void) {
        var copy = original
        edit(&copy)
        all.append(Variant(change: change, value: copy))
    }

    /// Each change of a part.
    mutating func add<Part>(_ name: String, _ path: WritableKeyPath<Value, Part>, _ parts: [Variant<Part>]) {
        for part in parts { add("\(name): \(part.change)") { $0[keyPath: path] = part.value } }
    }

    /// Each change of a part that may be absent, and its absence.
    mutating func add<Part>(_ name: String, _ path: WritableKeyPath<Value, Part?>, _ parts: [Variant<Part>]) {
        guard original[keyPath: path] != nil else { return }
        add("without \(name)") { $0[keyPath: path] = nil }
        for part in parts { add("\(name): \(part.change)") { $0[keyPath: path] = part.value } }
    }

    /// One more and one less, as far as that is not below the least that the value may be.
    mutating func shift(_ name: String, _ path: WritableKeyPath<Value, Int>, least: Int) {
        let value = original[keyPath: path]
        for other in [value - 1, value + 1] where other >= least {
            add("\(name) \(other) instead of \(value)") { $0[keyPath: path] = other }
        }
    }

    /// The other way round.
    mutating func flip(_ path: WritableKeyPath<Value, Bool>, yes: String, no: String) {
        let value = original[keyPath: path]
        add(value ? no : yes) { $0[keyPath: path] = !value }
    }

    /// The list without each of its elements, as long as some remain.
    mutating func dropEach<Element>(
        _ path: WritableKeyPath<Value, [Element]>,
        leaving least: Int = 0,
        _ words: (Element) -> String
    ) {
        let list = original[keyPath: path]
        guard list.count > least else { return }
        for (index, element) in list.enumerated() {
            add("without \(words(element))") { $0[keyPath: path].remove(at: index) }
        }
    }

    /// Each change of each element of a list.
    mutating func changeEach<Element>(
        _ path: WritableKeyPath<Value, [Element]>,
        _ name: (Element) -> String,
        _ variants: (Element) -> [Variant<Element>]
    ) {
        for (index, element) in original[keyPath: path].enumerated() {
            for variant in variants(element) {
                add("\(name(element)): \(variant.change)") { $0[keyPath: path][index] = variant.value }
            }
        }
    }

    /// The set without each of its elements, as long as some remain.
    mutating func dropEach<Element: Hashable>(
        _ path: WritableKeyPath<Value, Set<Element>>,
        leaving least: Int = 0,
        _ words: (Element) -> String
    ) {
        let set = original[keyPath: path]
        guard set.count > least else { return }
        for element in set.sorted(by: { words($0) < words($1) }) {
            add("without \(words(element))") { $0[keyPath: path].remove(element) }
        }
    }
}
