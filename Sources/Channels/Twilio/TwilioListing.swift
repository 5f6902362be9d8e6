import Dunning
import Transport

/// What Twilio lists of messages or calls to one number.
struct TwilioListing: Sendable {
    /// Twilio gives up to a thousand a page; nobody gets more messages than this.
    static let mostPages = 5

    /// One message or call.
    struct Item: Hashable, Sendable {
        let sid: String
        let from: String?
        let service: String?
        /// Nil or empty where the account keeps no texts.
        let body: String?
        let direction: String?
        /// When Twilio made it, by its own clock.
        let created: Instant?
    }

    var items: [Item] = []
    /// The moment of the first answer, by Twilio's clock; nil where it did not say.
    var at: Instant?

    /// One page, and where the next one is; nil where it is none of Twilio's.
    static func page(_ response: HTTPResponse, of resource: String) -> (items: [Item], next: String?, at: Instant?)? {
        guard let answer = try? JSON(parsing: response.body), let list = answer[resource.lowercased()]?.array else {
            return nil
        }
        let items = list.compactMap(Item.init)
        guard items.count == list.count else { return nil }
        return (items, answer["next_page_uri"]?.string, response.header("Date").flatMap(instant))
    }

    /// A moment as mails and HTTP write it (RFC 5322, 3.3; RFC 9110, 5.6.7).
    static func instant(_ text: String) -> Instant? { DateText.seconds(text).map { Instant(seconds: $0) } }
}

extension TwilioListing.Item {
    fileprivate init?(_ json: JSON) {
        guard let sid = json["sid"]?.string, (1...64).contains(sid.utf8.count) else { return nil }
        self.init(
            sid: sid,
            from: json["from"]?.string,
            service: json["messaging_service_sid"]?.string,
            body: json["body"]?.string,
            direction: json["direction"]?.string,
            created: json["date_created"]?.string.flatMap(TwilioListing.instant)
        )
    }
}
