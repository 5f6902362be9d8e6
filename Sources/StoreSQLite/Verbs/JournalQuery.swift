import Dunning
import Journal
import Storage

/// How entries of the journal are found; the parameters stand in the order of the filter's fields.
///
/// What names an action is found by it: the action tells its debtor and its debt, an attempt its action. What names no
/// action has indexes of its own, in which nothing of the daily work stands.
enum JournalQuery {
    static func text(_ filter: JournalFilter) -> String {
        var conditions = ["sequence > ?1"]
        var parameters = 1
        func parameter() -> String {
            parameters += 1
            return "?\(parameters)"
        }
        // The first of these that is asked for is the way in; the others only choose among what it brings.
        var isFound = false
        if filter.action != nil {
            conditions.append("action = \(parameter())")
            isFound = true
        }
        if filter.attempt != nil {
            let attempt = parameter()
            conditions.append("attempt = \(attempt)")
            if !isFound { conditions.append("action = (\(action(of: attempt)))") }
            isFound = true
        }
        for (column, isAsked) in [("debtor", filter.debtor != nil), ("debt", filter.debt != nil)] where isAsked {
            let value = parameter()
            conditions.append("\(column) = \(value)")
            if !isFound { conditions.append("sequence IN (\(sequences(about: column, value)))") }
            isFound = true
        }
        if !filter.kinds.isEmpty {
            conditions.append("kind IN (\(filter.kinds.map { _ in parameter() }.joined(separator: ", ")))")
        }
        if filter.from != nil { conditions.append("at >= \(parameter())") }
        if filter.to != nil { conditions.append("at < \(parameter())") }
        return """
            SELECT sequence, entry FROM journal WHERE \(conditions.joined(separator: " AND "))
            ORDER BY sequence LIMIT \(parameter())
            """
    }

    static func bind(_ filter: JournalFilter, to statement: Statement) throws(StoreError) {
        try statement.bind(filter.after)
        if let action = filter.action { try statement.bind(action) }
        if let attempt = filter.attempt { try statement.bind(attempt) }
        if let debtor = filter.debtor { try statement.bind(debtor) }
        if let debt = filter.debt { try statement.bind(debt) }
        for kind in filter.kinds { try statement.bind(kind.rawValue) }
        if let from = filter.from { try statement.bind(from) }
        if let to = filter.to { try statement.bind(to) }
        try statement.bind(filter.limit)
    }

    private static func action(of attempt: String) -> String {
        "SELECT a.id FROM attempt t JOIN action a ON a.number = t.action WHERE t.id = \(attempt)"
    }

    private static func sequences(about column: String, _ value: String) -> String {
        """
        SELECT j.sequence FROM action a CROSS JOIN journal j ON j.action = a.id WHERE a.\(column) = \(value)
        UNION ALL SELECT sequence FROM journal WHERE action IS NULL AND \(column) = \(value)
        """
    }
}
