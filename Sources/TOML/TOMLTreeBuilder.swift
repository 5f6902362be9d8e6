import CTomlPlusPlus

/// Turns the parser's walk over its tree into our values.
final class TOMLTreeBuilder {
    /// A table or an array that is not yet closed.
    private struct Open {
        let key: String
        let keyPosition: TOMLPosition
        let position: TOMLPosition
        var entries: [TOMLEntry] = []
        var elements: [TOMLNode] = []
        let isTable: Bool
    }

    private var open: [Open] = []

    /// The finished top level.
    private(set) var root: TOMLTable?

    /// Takes the next step of the walk.
    func take(_ event: ctoml_event) {
        switch event.kind {
        case CTOML_TABLE_BEGIN, CTOML_ARRAY_BEGIN: begin(event, isTable: event.kind == CTOML_TABLE_BEGIN)
        case CTOML_TABLE_END, CTOML_ARRAY_END: end()
        default:
            let node = TOMLNode(scalar(event), at: TOMLPosition(event.position))
            add(node, key: String(event.key), keyPosition: TOMLPosition(event.key_position))
        }
    }

    private func begin(_ event: ctoml_event, isTable: Bool) {
        open.append(
            Open(
                key: String(event.key),
                keyPosition: TOMLPosition(event.key_position),
                position: TOMLPosition(event.position),
                isTable: isTable
            )
        )
    }

    private func end() {
        guard let done = open.popLast() else { return }
        if open.isEmpty {
            root = TOMLTable(done.entries)
            return
        }
        let value = done.isTable ? TOMLValue.table(TOMLTable(done.entries)) : .array(done.elements)
        add(TOMLNode(value, at: done.position), key: done.key, keyPosition: done.keyPosition)
    }

    private func add(_ node: TOMLNode, key: String, keyPosition: TOMLPosition) {
        guard let last = open.indices.last else { return }
        if open[last].isTable {
            open[last].entries.append(TOMLEntry(key: key, at: keyPosition, node: node))
        } else {
            open[last].elements.append(node)
        }
    }

    private func scalar(_ event: ctoml_event) -> TOMLValue {
        let date = TOMLDate(year: Int(event.year), month: Int(event.month), day: Int(event.day))
        let time = TOMLTime(
            hour: Int(event.hour),
            minute: Int(event.minute),
            second: Int(event.second),
            nanosecond: Int(event.nanosecond)
        )
        return switch event.kind {
        case CTOML_INTEGER: .integer(Int(event.integer))
        case CTOML_FLOAT: .float(event.number)
        case CTOML_BOOLEAN: .boolean(event.integer != 0)
        case CTOML_LOCAL_DATE: .localDate(date)
        case CTOML_LOCAL_TIME: .localTime(time)
        case CTOML_LOCAL_DATE_TIME: .localDateTime(TOMLLocalDateTime(date: date, time: time))
        case CTOML_OFFSET_DATE_TIME:
            .offsetDateTime(TOMLOffsetDateTime(date: date, time: time, offsetMinutes: Int(event.offset_minutes)))
        default: .string(String(event.string))
        }
    }
}

extension TOMLPosition {
    /// Copies the parser's place.
    init(_ position: ctoml_position) {
        self.init(line: Int(position.line), column: Int(position.column))
    }
}

extension String {
    /// Copies bytes that the parser has already checked to be UTF-8.
    fileprivate init(_ bytes: ctoml_bytes) {
        self.init(decoding: UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
    }
}
