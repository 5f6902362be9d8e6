/// What the command line asks for.
struct BenchArguments {
    /// What is to be measured; everything where nothing is named.
    var parts = Set(BenchPart.allCases)
    /// `host:port` of an SMTP server that takes everything; nil = what needs one is left out.
    var sink: String?
    /// Where databases are put: on the disk that is to be measured.
    var directory = ".build/bench"
    /// The checkout, with rules and templates.
    var root = "."
    /// Mails of one round of the long measurements.
    var mails = 10_000
    /// Actions decided in one transaction, as `batch` of `[run]`.
    var batch = 200
    /// Mails handed over at the same time by each worker, half of `concurrency` of `[run]`.
    var concurrency = 128
    /// Workers that share the queue of `dispatch`; `dunlin run` is one.
    var workers = 2
    /// Connections of `smtp-source`, `celery`, `dispatch`, one measurement each.
    var connections = [1, 8, 32]
    /// Mails a second that `latency` offers; nil = half of what `dispatch` manages.
    var rate: Int?
    /// Leaves out what takes minutes: smaller backlogs of `urgent`, `memory` and `claims`.
    var quick = false
    /// The backlog that `memory` measures in this very process; it starts itself so.
    var database: String?
    /// Rounds of each measurement; the median is shown.
    var rounds = 3
    /// Print one JSON object.
    var json = false
    /// Print the usage.
    var help = false

    init(_ words: some Swift.Sequence<String>) throws {
        var rest = Array(words)[...]
        var named: Set<BenchPart> = []
        while let word = rest.popFirst() {
            switch word {
            case "--help", "-h": help = true
            case "--json": json = true
            case "--only": named.insert(try Self.part(try Self.value(word, &rest)))
            case "--sink": sink = try Self.value(word, &rest)
            case "--directory": directory = try Self.value(word, &rest)
            case "--root": root = try Self.value(word, &rest)
            case "--mails": mails = try Self.count(word, &rest)
            case "--batch": batch = try Self.count(word, &rest)
            case "--concurrency": concurrency = try Self.count(word, &rest)
            case "--workers": workers = try Self.count(word, &rest)
            case "--rate": rate = try Self.count(word, &rest)
            case "--quick": quick = true
            case "--database": database = try Self.value(word, &rest)
            case "--connections": connections = try Self.counts(word, &rest)
            case "--rounds": rounds = try Self.count(word, &rest)
            default: throw BenchFault("unknown option `\(word)`; --help shows those that there are")
            }
        }
        if !named.isEmpty { parts = named }
    }

    private static func value(_ option: String, _ rest: inout ArraySlice<String>) throws -> String {
        guard let value = rest.popFirst() else { throw BenchFault("`\(option)` needs a value") }
        return value
    }

    private static func count(_ option: String, _ rest: inout ArraySlice<String>) throws -> Int {
        let text = try value(option, &rest)
        guard let count = Int(text), (1...10_000_000).contains(count) else {
            throw BenchFault("`\(option)` needs a number from 1 to 10000000, not `\(text)`")
        }
        return count
    }

    private static func counts(_ option: String, _ rest: inout ArraySlice<String>) throws -> [Int] {
        try value(option, &rest).split(separator: ",").map { text in
            guard let count = Int(text), (1...1_000).contains(count) else {
                throw BenchFault("`\(option)` needs numbers from 1 to 1000 with commas between them, not `\(text)`")
            }
            return count
        }
    }

    private static func part(_ name: String) throws -> BenchPart {
        guard let part = BenchPart(rawValue: name) else {
            let known = BenchPart.allCases.map(\.rawValue).joined(separator: ", ")
            throw BenchFault("nothing is called `\(name)`; known: \(known)")
        }
        return part
    }

    static var usage: String {
        let parts = BenchPart.allCases.map { part in
            "  \(part.rawValue)\(String(repeating: " ", count: 12 - part.rawValue.count))\(part.summary)"
        }
        return """
            Measures how fast Dunlin is on this machine.

            USAGE: scripts/bench [OPTION...]

              --only NAME        measure this alone; may be given several times
              --mails N          mails a round of `smtp-source`, `handover`, `dispatch` (10000)
              --connections LIST connections of `smtp-source`, `celery`, `dispatch`, measured one by one (1,8,32)
              --rate N           mails a second that `latency` offers (half of what `dispatch` manages)
              --quick            a backlog of 100,000 is long enough for `urgent`, `memory`, `claims`; minutes less
              --batch N          actions decided in one transaction of `dispatch` (200)
              --concurrency N    mails of `dispatch` handed over at the same time by each worker (128)
              --workers N        workers that share the queue of `dispatch` (2, as in `dunlin run`)
              --rounds N         rounds, of which the median is shown (3)
              --sink HOST:PORT   an SMTP server that takes everything; scripts/bench starts one
              --directory PATH   where databases are put: the disk that is measured (.build/bench)
              --root PATH        the checkout with rules and templates (.)
              --json             one JSON object in place of the table
              --help             this text

            NAMES:
            \(parts.joined(separator: "\n"))

            EXAMPLES:
              make bench
              scripts/bench --only dispatch --mails 50000
              scripts/bench --only decisions --only renders --json | jq .figures
            """
    }
}
