import Foundation

/// The delivery reports that follow a message which Kannel took.
struct KannelReport: Sendable {
    let message: Message
    let query: Form
    let inbox: Inbox

    /// The values of Kannel's `%d` and bits of its `dlr-mask`.
    private enum Kind: Int {
        case delivered = 1
        case undelivered = 2
        case atCentre = 8

        var status: String {
            switch self {
            case .delivered: "delivered"
            case .undelivered: "undelivered"
            case .atCentre: "sent"
            }
        }
    }

    /// Reports for each receiver in turn; each report is in the inbox before its address is called.
    func run() async {
        for receiver in message.to {
            let fails = Fault.forPhone(receiver) == .bounced
            for kind in [Kind.atCentre, fails ? .undelivered : .delivered] {
                inbox.report(kind.status, on: message.id, note: message.to.count > 1 ? receiver : nil)
                await call(kind, receiver)
            }
        }
    }

    private func call(_ kind: Kind, _ receiver: String) async {
        guard let template = query["dlr-url"], let mask = query["dlr-mask"].flatMap({ Int($0) }) else { return }
        guard mask & kind.rawValue != 0 else { return }
        let url = fill(template, kind, receiver)
        guard let address = LoopbackClient.Address(url) else {
            inbox.note("report to `\(template.prefix(200))` not made: not plain HTTP on loopback", on: message.id)
            return
        }
        let answer = await LoopbackClient().send("GET", to: address)
        if answer.map({ !(200..<300).contains($0.status) }) ?? true {
            inbox.note("report got \(answer.map { "\($0.status)" } ?? "no answer")", on: message.id)
        }
    }

    /// Replaces Kannel's escapes; an escape that the sandbox does not know stays, so that it is seen.
    private func fill(_ template: String, _ kind: Kind, _ receiver: String) -> String {
        var filled = ""
        var rest = template[...]
        while let percent = rest.firstIndex(of: "%") {
            filled += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            guard let letter = rest.first else { return filled + "%" }
            guard let value = value(of: letter, kind, receiver) else {
                filled += "%"
                continue
            }
            filled += value
            rest = rest.dropFirst()
        }
        return filled + rest
    }

    private func value(of letter: Character, _ kind: Kind, _ receiver: String) -> String? {
        let at = inbox.instant
        switch letter {
        case "d": return String(kind.rawValue)
        case "p": return PercentCoding.encode(message.from)
        case "P": return PercentCoding.encode(receiver)
        case "t": return PercentCoding.encode("\(CivilTime(at).calendarDay) \(CivilTime(at).clock.prefix(5))")
        case "T": return String(Int(at.timeIntervalSince1970))
        case "I", "F": return message.reference
        case "i": return PercentCoding.encode(query["smsc"] ?? "sandbox")
        case "n": return PercentCoding.encode(query["username"] ?? query["user"] ?? "")
        case "o": return PercentCoding.encode(query["account"] ?? "")
        case "A": return PercentCoding.encode(kind == .undelivered ? "NACK/as asked" : "ACK/")
        case "%": return "%"
        default: return nil
        }
    }
}
