import Dunning
import Intake
import Testing

struct EnvelopeTests {
    private func event(_ changes: JSONMembers) throws -> IntakeLine {
        var members: JSONMembers = [
            "specversion": "1.0", "id": "ev-1", "source": "/billing", "type": "dev.dunlin.action.v1",
            "time": "2026-11-18T14:00:00Z", "datacontenttype": "application/json", "data": try example(with: [:]),
        ]
        for (name, value) in changes { members[name] = value }
        return ActionReader(rules: rules, file: "-").read(.object(members))
    }

    @Test func `an action in an envelope is the same action as without one`() throws {
        let plain = try #require(try read([:]).action)
        let wrapped = try #require(try event([:]).action)
        #expect(wrapped == plain)
        #expect(try event(["id": "ev-2", "time": nil]).action?.body == plain.body)
    }

    @Test(
        arguments: [
            (["traceparent": "00-abc", "sequence": "1", "flag": true, "count": 7], []),
            (["subject": nil, "extension1": nil], []),
            (["datacontenttype": "application/cloudevents+json; charset=utf-8"], []), (["data_base64": nil], []),
            (["specversion": "0.3"], ["error /specversion"]), (["specversion": .number(1.0)], ["error /specversion"]),
            (["type": "com.example.invoice"], ["error /type"]), (["id": ""], ["error /id"]),
            (["source": 7], ["error /source"]),
            (["time": "yesterday"], ["error /time"]), (["datacontenttype": "text/xml"], ["error /datacontenttype"]),
            (["Trace-Parent": "x"], ["error /Trace-Parent"]), (["nested": ["a": 1]], ["error /nested"]),
            (["count": .integer(1 << 40)], ["error /count"]), (["data_base64": "e30="], ["error /data_base64"]),
            (["data": nil], ["error /data"]), (["data": "e30="], ["error /data"]), (["data": []], ["error /data"]),
        ] as [(JSONMembers, [String])]
    )
    func `an envelope keeps to CloudEvents 1.0`(changes: JSONMembers, told: [String]) throws {
        #expect(try event(changes).told == told)
    }

    @Test func `mistakes in the action are placed below data, and come with those of the envelope`() throws {
        let data = try example(with: ["debtor/name": "a\nb", "level": 0, "creditor": "acmee"])
        let line = try event(["data": data, "time": "x"])
        #expect(line.told == ["error /data/creditor", "error /data/debtor/name", "error /data/level", "error /time"])
        #expect(line.refusal?.action == "act-2026-000123")
    }
}
