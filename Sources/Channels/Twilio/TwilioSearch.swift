import Dunning

/// What to look for among the messages or calls that Twilio lists for one number.
///
/// Twilio takes no name of ours, so a message is known by its number, sender, text and time, a call by all but the text.
struct TwilioSearch: Sendable {
    /// Twilio lists what it has taken within moments; after that long it would be there.
    private static let listingDelay = Duration.seconds(180)
    /// How far our clock and Twilio's may be apart.
    private static let tolerance = Duration.seconds(120)
    /// A stand-in on this machine may be worked with on a clock that stands still (`run --at`).
    private static let localTolerance = Duration.seconds(3600)

    /// Who it came from: a number, a name or a messaging service.
    let sender: String
    /// What it said; nil for a call.
    let text: String?
    /// When its hand-over began, and how long that may have taken at most.
    let begunAt: Instant
    let patience: Duration
    /// The present moment by our clock.
    let now: Instant
    let isLocal: Bool

    /// What could be it.
    func settlement(in listing: TwilioListing) -> Settlement {
        guard let there = listing.at else { return .cannotTell("Twilio does not tell its time") }
        guard now >= begunAt else { return .cannotTell("our clock was set back since the hand-over began") }
        let drift = there - now
        let tolerance = isLocal ? Self.localTolerance : Self.tolerance
        guard isLocal || (drift < tolerance && .zero - drift < tolerance) else {
            return .cannotTell("our clock and Twilio's are \(abs(drift.components.seconds)) s apart")
        }
        let earliest = begunAt + drift - tolerance
        let latest = begunAt + drift + patience + tolerance
        var found = Sightings(references: [], isFinal: now - begunAt >= patience + Self.listingDelay)
        for item in listing.items where isSender(item) && item.direction != "inbound" {
            guard let created = item.created else {
                found.doubtful.append(item.sid)
                continue
            }
            guard created >= earliest, says(item) != .another else { continue }
            // Too late to be it, unless our clock was wrong when the hand-over began.
            if created <= latest, says(item) == .same {
                found.references.append(item.sid)
            } else {
                found.doubtful.append(item.sid)
            }
        }
        return .sightings(found)
    }

    private enum Likeness { case same, another, hidden }

    /// Trial accounts put a sentence in front of each text; an account can have all texts hidden.
    private func says(_ item: TwilioListing.Item) -> Likeness {
        guard let text else { return .same }
        guard let body = item.body, !body.isEmpty else { return .hidden }
        return body == text || body.hasSuffix(" - " + text) ? .same : .another
    }

    /// A message through a messaging service gets its number only when it is sent.
    private func isSender(_ item: TwilioListing.Item) -> Bool {
        item.from == sender || item.service == sender
    }
}
