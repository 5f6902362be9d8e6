import Dunning
import Testing

struct JSONMembersTests {
    @Test func `members stand in the order of their UTF-16 units, however they came`() {
        // U+E000 is one unit and comes behind the two of U+1F600, though its number is smaller.
        let names = ["", "a", "aa", "b", "é", "\u{1F600}", "\u{E000}"]
        for shuffled in [names, names.reversed(), ["b", "\u{E000}", "a", "é", "", "\u{1F600}", "aa"]] {
            var members = JSONMembers()
            for name in shuffled { members[name] = .string(name) }
            #expect(members.keys == names)
            #expect(members.allSatisfy { .string($0.key) == $0.value })
        }
    }

    @Test func `a member is found, replaced and removed by the very units of its name`() {
        var members: JSONMembers = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(members.count == 2)
        #expect(members["\u{E9}"] == 1)
        members["e\u{301}"] = 3
        #expect(members["e\u{301}"] == 3)
        members["\u{E9}"] = nil
        members["x"] = nil
        #expect(members.count == 1)
        #expect(members["\u{E9}"] == nil)
    }

    @Test func `of two of one name the last one counts, unless somebody unites them`() {
        #expect((["a": 1, "a": 2] as JSONMembers)["a"] == 2)
        let united = JSONMembers([("a", 1), ("b", 5), ("a", 2)]) { .array([$0, $1]) }
        #expect(united == ["a": [1, 2], "b": 5])
        #expect((["a": 1, "b": 2] as JSONMembers).merging(["b": 3, "c": 4]) { $1 } == ["a": 1, "b": 3, "c": 4])
    }

    @Test func `members behave as a table does, whatever is done to them`() {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<500 {
            var members = JSONMembers()
            var table: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                let name = String(Int.random(in: 0...20, using: &generator))
                let value: JSON? =
                    Bool.random(using: &generator) ? .integer(.random(in: 0...9, using: &generator)) : nil
                members[name] = value
                table[name] = value
            }
            #expect(members == JSONMembers(table))
            #expect(members.keys == table.keys.sorted())
        }
    }

    @Test func `many members in the worst order are read in a moment, and a name that is there twice is found`() throws
    {
        let names = (0..<100_000).reversed().map { "\"\($0)\":1" }
        let read = try JSON(parsing: "{" + names.joined(separator: ",") + "}")
        #expect(read.object?.count == 100_000)
        let text = #"{"c":{"x":1},"b":{"y":1,"x":2},"a":0,"b":7}"#
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.offset == text.utf8.count - 6)
        #expect(error?.message == "member `b` is there twice")
    }
}
