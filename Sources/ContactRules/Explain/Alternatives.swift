import Dunning

/// The other ways to reach a debtor that are known: other contact points, the same number by the other channel, a letter
/// to a known address.
struct Alternatives {
    let changes: [Change]

    init(_ question: ContactQuestion, _ points: [ContactPoint]) {
        let contact = question.contact
        // What confirms an opt-out goes where the opt-out came from, or not at all.
        guard contact.purpose != .optOutConfirmation else {
            changes = []
            return
        }
        var changes: [Change] = []
        for point in points where point != contact.to { changes += Self.changes(to: point) }
        if let other = contact.to.flatMap(Self.sameNumber), !points.contains(where: { $0.isSame(as: other) }) {
            changes += Self.changes(to: other).filter { $0.move != .point(.voice, .prerecorded, other) }
        }
        if contact.channel != .letter, let address = question.debtor.address, address.isReachable {
            let move = Move.point(.letter, .envelope, nil)
            changes.append(Change(.channel, "it goes by letter to the debtor's address", move))
        }
        self.changes = changes
    }

    private static func changes(to point: ContactPoint) -> [Change] {
        guard let value = point.value else { return [] }
        switch point.channel {
        case .email: return [Change(.channel, "it goes by email to \(value)", .point(.email, nil, point))]
        case .sms: return [Change(.channel, "it goes by text to \(value)", .point(.sms, nil, point))]
        case .voice:
            return [
                Change(.channel, "a recorded call goes to \(value)", .point(.voice, .prerecorded, point)),
                Change(.channel, "a person calls \(value)", .point(.voice, .live, point)),
            ]
        case .letter: return []
        }
    }

    /// A call to the number of a text, and a text to the number of a call where it can take one.
    private static func sameNumber(_ point: ContactPoint) -> ContactPoint? {
        var other = point
        switch point.channel {
        case .sms: other.channel = .voice
        case .voice where point.line == .mobile: other.channel = .sms
        case .voice, .email, .letter: return nil
        }
        return other
    }
}

extension ContactPoint {
    fileprivate func isSame(as other: ContactPoint) -> Bool { channel == other.channel && value == other.value }
}

extension PostalAddress {
    /// Whether a letter could be addressed, as far as the question tells: cases know no street.
    fileprivate var isReachable: Bool { city != nil || postalCode != nil }
}
