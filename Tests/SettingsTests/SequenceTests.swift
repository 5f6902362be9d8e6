import Dunning
import Settings
import Testing

/// What `channels.conf` says about ladders.
struct SequenceTests {
    /// A configuration with a ladder of these steps and these further keys.
    static func text(_ steps: String, _ keys: String = "") -> String {
        ProviderTests.smtp + "[sequence.s]\n" + keys + "steps = [\n  " + steps + "\n]\n"
    }

    static let first = #"{ channels = ["email"], template = "reminder" }"#

    static func ladder(_ steps: String, _ keys: String = "") throws -> Dunning.Sequence {
        let (settings, diagnostics) = read(text(steps, keys))
        #expect(diagnostics.isEmpty)
        return try #require(settings?.sequences[SequenceID(trusted: "s")])
    }

    @Test func `a ladder says when its steps come, under which condition, and what ends it`() throws {
        let ladder = try Self.ladder(
            """
            { channels = ["email"], template = "reminder", at = "due-3d" },
            { channels = ["email"], template = "reminder", at = "due+15d", after = "2d", points = "next", \
            prefer = "tue-thu 09:30-11:30, sat 10:00-12:00", prefer_within = "5d", catch_up = "spread", \
            when = { open_from = ["500 EUR", "3000 JPY"], level_from = 2, last = "unreachable" } },
            { task = "call", owner = "collections", due = "2d", note = "large account", after = "1w" },
            """,
            """
            catch_up = "expire"
            late = "5d"
            stop_below = "25.50 EUR"
            stop_on_reply = true
            promise_grace = "2d"

            """
        )
        let steps = ladder.steps
        #expect(steps.map(\.at) == [-3, 15, nil])
        #expect(steps.map(\.after) == [.zero, .seconds(2 * 86_400), .seconds(7 * 86_400)])
        #expect(steps.map(\.late) == [.seconds(5 * 86_400), nil, .seconds(5 * 86_400)])
        #expect(steps[1].points == .next)
        let hours = try #require(steps[1].preference)
        #expect(hours.hours.map(\.description) == ["tue-thu 09:30-11:30", "sat 10:00-12:00"])
        #expect(hours.within == .seconds(5 * 86_400))
        #expect(steps[1].condition.openFrom.map(\.text) == ["500.00 EUR", "3000 JPY"])
        #expect(steps[1].condition.levelFrom == 2 && steps[1].condition.last == [.unreachable])
        #expect(steps[2].task?.what == "call" && steps[2].task?.note == "large account")
        #expect(steps[2].channels.isEmpty && steps[2].template == nil)
        #expect(ladder.stop.openBelow.map(\.text) == ["25.50 EUR"] && ladder.stop.onReply)
        #expect(ladder.stop.promiseGrace == .seconds(2 * 86_400))
    }

    @Test func `what the ladder says of hours and lateness holds for steps that say nothing of it`() throws {
        let ladder = try Self.ladder(
            Self.first + #", { channels = ["email"], template = "reminder", after = "1d", prefer = "10:00-12:00" }"#,
            "prefer = \"fri-mon 08:00-09:00\"\nprefer_within = \"1d\"\n"
        )
        let preferences = ladder.steps.compactMap(\.preference)
        #expect(preferences.map(\.within) == [.seconds(86_400), .seconds(86_400)])
        #expect(preferences[0].hours[0].days == [.friday, .saturday, .sunday, .monday])
        #expect(preferences[1].hours[0].days.count == 7)
    }

    static let wrong: [(String, String)] = [
        (#"at = "due+x", after = "1d""#, "at: `due+x` is no day counted from the due date"),
        (#"at = "due+1097d", after = "1d""#, "at: `due+1097d` is no day counted from the due date"),
        (#"prefer = "tue 11:00-9:00", after = "1d""#, "prefer: `tue 11:00-9:00` are no hours"),
        (#"prefer = "tuesday 09:00-11:00", after = "1d""#, "prefer: `tuesday 09:00-11:00` are no hours"),
        (#"prefer_within = "1d", after = "1d""#, "prefer_within: `prefer_within` is of no use without `prefer`"),
        (#"late = "5d", after = "1d""#, "late: `late` is of no use without `expire`"),
        (#"catch_up = "expire", after = "1d""#, "catch_up: a step that is too late needs a measure"),
        (#"catch_up = "skip", after = "1d""#, "catch_up: `skip` is not known here"),
        (#"when = { open_from = "500" }, after = "1d""#, "when.open_from: `500` is no amount"),
        (#"when = { open_from = ["1 EUR", "2 EUR"] }, after = "1d""#, "when.open_from: EUR is there twice"),
        (#"when = { last = "ignored" }, after = "1d""#, "when.last: `ignored` is not known here"),
        (#"when = {}, after = "1d""#, "when: the condition says nothing"),
        (#"owner = "x", after = "1d""#, "owner: a message has no `owner`"),
        (#"points = "last", after = "1d""#, "points: `last` is not known here"),
        ("", "steps[1]: the step would come at once after the one before it"),
    ]

    @Test(arguments: wrong)
    func `a mistake in a step is told at its place`(keys: String, told: String) {
        let more = keys.isEmpty ? "" : ", " + keys
        let step = #"{ channels = ["email"], template = "reminder"\#(more) }"#
        let found = mistakes(in: Self.text(Self.first + ",\n  " + step))
        #expect(found.count == 1)
        let place = told.hasPrefix("steps") ? "sequence.s." + told : "sequence.s.steps[1]." + told
        #expect(found.first?.contains(place) == true, "\(found)")
    }

    @Test(
        arguments: [
            (#"{ channels = ["email"], template = "reminder", points = "next" }"#, ["points"]),
            (#"{ channels = ["email"], template = "reminder", when = { last = "clicked" } }"#, ["when.last"]),
            (
                #"{ task = "call", owner = "x", due = "2d", channels = ["email"], prefer = "10:00-11:00" }"#,
                ["channels", "prefer"]
            ),
            (#"{ task = "call" }"#, ["due", "owner"]),
            (#"{ channels = ["email"] }"#, ["template"]),
        ] as [(String, [String])]
    )
    func `what a first step or a task cannot have is told`(step: String, keys: [String]) {
        let found = mistakes(in: Self.text(step))
        #expect(found.count == keys.count)
        for key in keys { #expect(found.contains { $0.contains("sequence.s.steps[0].\(key):") }, "\(found)") }
    }

    @Test func `days that go backwards and lateness without a measure are told`() {
        let steps =
            #"{ channels = ["email"], template = "reminder", at = "due+5d" }, "#
            + #"{ channels = ["email"], template = "reminder", at = "due+4d" }"#
        let found = mistakes(in: Self.text(steps, "catch_up = \"expire\"\n"))
        #expect(found.count == 2)
        #expect(found.contains { $0.contains("sequence.s.catch_up:") })
        #expect(found.contains { $0.contains("sequence.s.steps[1].at: the step would come before one") })
    }

    @Test func `a ladder's lateness that no step expires by is told, with the mend`() throws {
        let spread = mistakes(in: Self.text(Self.first, "late = \"5d\"\n"))
        let told = "sequence.s.late: `late` is of no use without `expire`; add `catch_up = \"expire\"`"
        #expect(spread.count == 1 && spread[0].hasSuffix(told), "\(spread)")
        // A step that measures by itself leaves the ladder's measure without use.
        let own = Self.first + #", { channels = ["email"], template = "reminder", after = "1d", "#
        let measured = mistakes(in: Self.text(own + #"catch_up = "expire", late = "1d" }"#, "late = \"5d\"\n"))
        #expect(measured.count == 1 && measured[0].hasSuffix(told), "\(measured)")
    }

    @Test func `a ladder may say for its steps how late is too late, where only some of them expire`() throws {
        let second = #", { channels = ["email"], template = "reminder", after = "1d", catch_up = "expire" }"#
        let ladder = try Self.ladder(Self.first + second, "late = \"5d\"\n")
        #expect(ladder.steps.map(\.late) == [nil, .seconds(5 * 86_400)])
    }

    @Test(
        arguments: [
            ("500 EUR", 50_000), ("25.50 EUR", 2550), ("3000 JPY", 3000), ("1.234 KWD", 1234), ("25.5 EUR", nil),
            ("1.0 JPY", nil), ("-1 EUR", nil), ("1 EURO", nil), ("EUR 1", nil), ("1  EUR", nil), (".5 EUR", nil),
            ("99999999999999999999 EUR", nil),
        ] as [(String, Int64?)]
    )
    func `amounts are written with the digits that their currency has`(text: String, minor: Int64?) {
        #expect(Money(text: text)?.minor == minor)
    }
}
