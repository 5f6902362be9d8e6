import Digests
import Dunning

/// The words of Kannel's delivery reports.
enum KannelReports {
    /// Delivered (1), undelivered (2), taken by the centre (8), refused by the centre (16).
    static let mask = "27"

    /// What the value of `%d` says; nil for one that we did not ask for.
    static func state(of kind: String) -> AttemptState? {
        switch kind {
        case "1": .delivered
        case "2", "16": .undelivered
        case "4", "8": .handedOver
        default: nil
        }
    }
}

extension KannelProvider: CallbackReader {
    /// The address to write into Kannel's `get-url` of an `sms-service`, so that debtors' texts come in.
    ///
    /// Kannel signs nothing, so the address itself holds the proof; keep it as secret as the password.
    public var messageAddress: String? {
        options.callbacks.map { address in
            address.url(.message, FormFields(["token": token(for: "message")])).replacing("%", with: "%%")
                + "&from=%q&text=%a"
        }
    }

    /// Where Kannel reports what became of an attempt; nil where no reports are asked for.
    func reportAddress(of attempt: AttemptID) -> String? {
        options.callbacks.map { address in
            let query = FormFields(["attempt": attempt.rawValue, "token": token(for: "status \(attempt)")])
            // To Kannel a percent sign begins an escape of its own; doubled it stands for itself.
            return address.url(.status, query).replacing("%", with: "%%") + "&type=%d&answer=%A"
        }
    }

    /// Reads a delivery report or a debtor's text.
    ///
    /// The token proves that the request comes from somebody to whom we gave the address: Kannel, or who reads its logs.
    public func read(_ request: InboundRequest) throws(InboundRefusal) -> InboundAnswer {
        guard let topic = options.callbacks?.topic(of: request) else { throw .unproved }
        let query = FormFields(pairs: request.query)
        switch topic {
        case .status: return InboundAnswer(events: [try receipt(query)])
        case .message: return InboundAnswer(events: [try message(query)])
        case .key: throw .senseless("texts have no keys")
        }
    }

    private func receipt(_ query: FormFields) throws(InboundRefusal) -> InboundEvent {
        guard let attempt = query["attempt"].flatMap({ AttemptID($0) }),
            isValid(query["token"], for: "status \(attempt)")
        else { throw .unproved }
        guard let kind = query["type"], let state = KannelReports.state(of: kind) else {
            throw .senseless("the report's type is none that was asked for")
        }
        // What the centre's answer counts is its own list, so it proves nothing about the number: see docs/channels.md.
        let answer = HeaderText.oneLine(String((query["answer"] ?? "").prefix(100)))
        let code = answer.isEmpty ? "dlr \(kind)" : "dlr \(kind) \(answer)"
        let outcome: Outcome? = state == .delivered ? .delivered : nil
        return .receipt(attempt: attempt, reference: nil, state: state, outcome: outcome, code: code)
    }

    private func message(_ query: FormFields) throws(InboundRefusal) -> InboundEvent {
        guard isValid(query["token"], for: "message") else { throw .unproved }
        guard let from = query["from"].flatMap(KannelProvider.number), let text = query["text"] else {
            throw .senseless("the text names no sender")
        }
        return ReplyWord.event(from: from, text: text)
    }

    /// E.164, where the centre left out the plus or wrote 00.
    private static func number(_ text: String) -> String? {
        var digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        if digits.hasPrefix("00") { digits = digits.dropFirst(2) }
        let number = "+\(digits)"
        do throws(Refusal) { try PhoneText.check(number: number) } catch { return nil }
        return number
    }

    private func token(for matter: String) -> String {
        Base64.url.encode(HMAC.sha256.code(of: Array("\(id) \(matter)".utf8), key: Array(options.password.utf8)))
    }

    private func isValid(_ token: String?, for matter: String) -> Bool {
        guard let token else { return false }
        return ConstantTime.areEqual(Array(token.utf8), Array(self.token(for: matter).utf8))
    }
}
