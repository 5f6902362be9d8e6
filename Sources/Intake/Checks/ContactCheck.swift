import Dunning

/// Contact points are ones that can be reached: an address that mail servers take, a number that can exist.
///
/// A number must be possible; that its range is not known to be in use is worth a warning only, for tables are older
/// than numbers, and the reserved and fictional ranges of samples and films belong here too.
struct ContactCheck: ActionCheck {
    let phones: @Sendable (String) -> PhoneFinding

    func remarks(on action: Spot) -> [Remark] {
        let points = action["debtor"]?["contacts"]?.elements ?? []
        return points.prefix(50).compactMap(remark) + doubles(points) + missing(points, action)
    }

    private func remark(on point: Spot) -> Remark? {
        guard let value = point["value"], let text = value.text, !text.isEmpty,
            let channel = point["channel"]?.text.flatMap(Channel.init)
        else { return nil }
        switch channel {
        case .email: return email(value, text)
        case .sms, .voice: return phone(value, text, channel, point["line"]?.text)
        case .letter: return nil
        }
    }

    private func email(_ spot: Spot, _ text: String) -> Remark? {
        guard let reason = EmailSyntax.mistake(in: text) else { return nil }
        return spot.error(
            "no email address that can be written to: \(reason)",
            mend: "write it like `name@example.com`"
        )
    }

    private func phone(_ spot: Spot, _ text: String, _ channel: Channel, _ line: String?) -> Remark? {
        guard text.isFormOfE164 else {
            return spot.error("no number in E.164", mend: "write `+`, the country code and the number, digits only")
        }
        let finding = phones(text)
        switch finding.standing {
        case .impossible(let reason, let mend):
            return spot.error("no such number can exist: \(reason)", mend: mend)
        case .possible:
            // An engine that knows the line knows the number.
            guard line == nil else { return nil }
            return spot.warning("the number is in no range known to be in use", mend: "check the number")
        case .assigned:
            guard channel == .sms, (line ?? finding.line.rawValue) == Line.landline.rawValue else { return nil }
            return spot.warning("texts seldom reach a landline", mend: "give a mobile number for `sms`")
        }
    }

    private func doubles(_ points: [Spot]) -> [Remark] {
        var seen: Set<String> = []
        return points.compactMap { point in
            guard let channel = point["channel"]?.text, let value = point["value"]?.text else { return nil }
            guard !seen.insert(channel + " " + value.lowercased()).inserted else { return nil }
            return point.warning("the same contact point is there twice", mend: "give each once")
        }
    }

    /// One message by a channel on which the debtor has no contact point will never go out.
    private func missing(_ points: [Spot], _ action: Spot) -> [Remark] {
        guard let spot = action["channel"], let name = spot.text, let channel = Channel(rawValue: name) else {
            return []
        }
        let isThere =
            channel == .letter
            ? action["debtor"]?["address"] != nil : points.contains { $0["channel"]?.text == channel.rawValue }
        return isThere
            ? [] : [spot.warning("the debtor has no contact point for it", mend: "add one, or ask for a sequence")]
    }
}
