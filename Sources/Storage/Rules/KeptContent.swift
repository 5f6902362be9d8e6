package import Dunning
package import Journal

extension Content {
    /// The engine's body of an action, as the journal commits to it.
    package static func body(_ text: String, salt: [UInt8]) -> Content {
        Content(name: "action", mediaType: "application/json", salt: salt, bytes: Array(text.utf8))
    }

    /// A fact, as the journal commits to it.
    package static func fact(_ fact: Fact, salt: [UInt8]) -> Content {
        Content(name: "fact", mediaType: "application/json", salt: salt, bytes: fact.json.canonicalBytes)
    }

    /// A refused line, as the journal commits to it.
    package static func line(_ line: RefusedLine, salt: [UInt8]) -> Content {
        Content(name: "line", mediaType: "application/octet-stream", salt: salt, bytes: line.bytes)
    }
}

/// 16 random bytes for a commitment.
package func freshSalt() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    let words = [generator.next() as UInt64, generator.next()]
    return words.flatMap { word in stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: word >> $0) } }
}
