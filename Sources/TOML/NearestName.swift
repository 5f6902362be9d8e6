/// Finds the name that somebody most likely meant.
public enum NearestName {
    /// Names longer than this are compared with nothing: no one mistypes them by a letter or two.
    private static let longest = 64

    /// The candidate that is nearest to a name, or nil where none is near enough.
    ///
    /// Near means: equal but for case and for `-`, `_` and spaces, or at most a third of the letters away (at least
    /// one) in Damerau-Levenshtein distance. Of several equally near candidates the first counts.
    public static func suggest(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = folded(name)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let letters = folded(candidate)
            guard letters.count <= longest else { continue }
            let allowed = max(1, min(wanted.count, letters.count) / 3)
            // A name of two letters or fewer is within one letter of far too much.
            guard abs(letters.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, letters)
            let isNear = distance == 0 || (distance <= allowed && min(wanted.count, letters.count) > 2)
            if isNear, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    private static func folded(_ name: String) -> [Unicode.Scalar] {
        name.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that lead from one text to the other.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1..<(left.count + 1) {
            var current = [row]
            for column in 1..<(right.count + 1) {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { best = min(best, beforeLast[column - 2] + 1) }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
