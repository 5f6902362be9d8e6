package import Dunning

/// Fills a claim with rows of its lanes; the same in every engine.
///
/// The lowest lane takes its sure part first, then the others theirs, and the highest takes what is left, then the
/// next. So no crowd in one lane is ever walked through for the sake of another.
package struct LaneFill<Row> {
    /// Where rows come from: in each lane those whose time has come, and those that were never kept waiting.
    private struct Source {
        let lane: Lane
        let state: ActionState
        var rows: [Row] = []
        var isEmpty = false
    }

    /// Brings more rows of a lane in a state: behind those that were taken already, at most so many.
    package typealias Fetch = (Lane, ActionState, _ taken: [Row], _ limit: Int) throws(StoreError) -> [Row]

    private var sources: [Source]
    private var room: Int

    /// The rows, urgent before normal before bulk.
    package static func rows(for request: ClaimRequest, _ fetch: Fetch) throws(StoreError) -> [Row] {
        let lanes = request.lanes.percent.keys.sorted { $0.rank < $1.rank }
        var fill = LaneFill(lanes, room: request.limit)
        for lane in lanes.reversed() {
            let sure = request.limit * (request.lanes.percent[lane] ?? 0) / 100
            try fill.take(sure, from: lane, fetch)
        }
        for lane in lanes { try fill.take(request.limit, from: lane, fetch) }
        return fill.sources.flatMap(\.rows)
    }

    private init(_ lanes: [Lane], room: Int) {
        sources = lanes.flatMap { [Source(lane: $0, state: .waiting), Source(lane: $0, state: .queued)] }
        self.room = room
    }

    private mutating func take(_ count: Int, from lane: Lane, _ fetch: Fetch) throws(StoreError) {
        var wanted = min(count, room)
        for index in sources.indices where sources[index].lane == lane && !sources[index].isEmpty && wanted > 0 {
            let rows = try fetch(lane, sources[index].state, sources[index].rows, wanted)
            sources[index].rows += rows
            sources[index].isEmpty = rows.count < wanted
            wanted -= rows.count
            room -= rows.count
        }
    }
}
