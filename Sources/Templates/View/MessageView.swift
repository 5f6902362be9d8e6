import Dunning
import Foundation

/// A value that was given but cannot be used in any message.
public struct UnusableValue: Hashable, Sendable {
    /// Why it cannot be used.
    public enum Reason: String, Hashable, Sendable {
        /// Longer than 2,000 bytes.
        case tooLong = "too long"
        /// Neither https, nor http on this machine; or with characters that no address has.
        case notALink = "not an https address"
    }

    /// The field as templates name it.
    public let field: String
    /// Why it cannot be used.
    public let reason: Reason
}

/// The values of one message, localised and cleaned: all that a template can see.
struct MessageView {
    /// The values by name, without `disclosures`.
    let members: ViewMembers
    /// What is asked because it is late.
    let charges: LateCharges
    /// What was given but cannot be used; such a message must not go out.
    let unusable: [UnusableValue]

    /// Makes all values of a message.
    ///
    /// `wanted` holds the first parts of the names that will be asked for; what costs time is made for them alone.
    init(
        _ request: CompositionRequest,
        language: String,
        payWithin: Int,
        wanted: ViewNames,
        formats: LocaleFormats,
        labels: Labels
    ) {
        var writer = ViewWriter(
            request: request,
            payWithin: payWithin,
            wanted: wanted,
            formats: formats,
            labels: labels,
            charges: LateCharges(of: request),
            isolation: Isolation(isRightToLeft: formats.isRightToLeft, isOn: request.channel != .voice)
        )
        writer.write(language: language)
        members = writer.members
        charges = writer.charges
        unusable = writer.unusable
    }
}

/// Fills the members of a view, topic by topic.
private struct ViewWriter {
    let request: CompositionRequest
    let payWithin: Int
    let wanted: ViewNames
    let formats: LocaleFormats
    let labels: Labels
    let charges: LateCharges
    let isolation: Isolation
    var members = ViewMembers()
    var unusable: [UnusableValue] = []

    mutating func write(language: String) {
        writeMatter()
        writeDays()
        writeAmounts()
        writePeople()
        writePayment()
        writeOptOut()
        members[.language] = .text(language)
        members[.direction] = .text(formats.isRightToLeft ? "rtl" : "ltr")
        members[.data] = .object(
            request.action.data.reduce(into: [:]) { $0[$1.key] = value($1.value, "data.\($1.key)") }
        )
    }

    private mutating func writeMatter() {
        let action = request.action
        members[.level] = .text(String(action.level))
        members[.account] = .optional((action.account?.rawValue).map(isolation.around))
        if wanted.contains(.action) { members[.action] = .object(["id": .text(action.id.rawValue)]) }
        if wanted.contains(.attempt) { members[.attempt] = .object(["id": .optional(request.attempt?.rawValue)]) }
        if wanted.contains(.debt) { members[.debt] = .object(["id": .text(action.debt.id.rawValue)]) }
        members[.isBusiness] = .flag(action.debtor.kind == .business)
        members[.isConsumer] = .flag(action.debtor.kind == .consumer)
        members[.isCollector] = .flag(request.creditor.role == .collector)
    }

    private mutating func writeDays() {
        let due = request.action.debt.due
        if wanted.contains(.today) { members[.today] = day(request.today) }
        if wanted.contains(.due) { members[.due] = day(due) }
        if wanted.contains(.payBy) { members[.payBy] = day(request.today.adding(days: payWithin)) }
        if wanted.contains(.daysOverdue) { members[.daysOverdue] = daysOverdue(since: due) }
        if wanted.contains(.daysUntilDue) {
            members[.daysUntilDue] = number(max(0, due.dayNumber - request.today.dayNumber))
        }
        members[.isOverdue] = .flag(request.today > due)
    }

    private mutating func writeAmounts() {
        let debt = request.action.debt
        if wanted.contains(.amountDue) { members[.amountDue] = money(debt.open) }
        writeCharges()
        if wanted.contains(.invoiceCount) { members[.invoiceCount] = number(debt.invoices.count) }
        if wanted.contains(.invoices) {
            members[.invoices] = .list(debt.invoices.enumerated().map { row($1, at: $0) })
        }
        if wanted.contains(.invoiceNumbers) {
            let numbers = debt.invoices.map { isolation.around(CleanText.line($0.number)) }
            members[.invoiceNumbers] = numbers.isEmpty ? .null : .text(formats.list(numbers))
        }
        guard wanted.contains(.billed) || wanted.contains(.paid) else { return }
        let isOneCurrency = debt.invoices.allSatisfy {
            $0.amount.currency == debt.open.currency && $0.open.currency == debt.open.currency
        }
        if isOneCurrency, !debt.invoices.isEmpty, let billed = sum(debt.invoices.map(\.amount)) {
            members[.billed] = money(billed)
            if let open = sum(debt.invoices.map(\.open)), open.minor < billed.minor {
                members[.paid] = money(Money(minor: billed.minor - open.minor, currency: billed.currency))
            }
        }
    }

    private mutating func writeCharges() {
        members[.fees] = charges.fees.map(money) ?? .null
        members[.interest] = charges.interest.map { interest($0, at: charges.rate) } ?? .null
        members[.recoveryCost] = charges.recoveryCost.map(money) ?? .null
        members[.hasCharges] = .flag(charges.isAny)
        members[.isSettled] = .flag(charges.total.minor == 0)
        if wanted.contains(.totalDue) { members[.totalDue] = money(charges.total) }
    }

    private mutating func row(_ invoice: Invoice, at index: Int) -> MustacheValue {
        .object([
            "number": text(invoice.number, "invoices.\(index).number"),
            "issued": invoice.issued.map(day) ?? .null,
            "due": day(invoice.due),
            "amount": money(invoice.amount),
            "open": money(invoice.open),
            "daysOverdue": daysOverdue(since: invoice.due),
            "isPartlyPaid": .flag(invoice.open.minor < invoice.amount.minor),
        ])
    }

    private mutating func writePeople() {
        let debtor = request.action.debtor
        if wanted.contains(.debtor) {
            members[.debtor] = .object([
                "name": text(debtor.name, "debtor.name"), "id": .text(debtor.id.rawValue),
                "title": text(debtor.title, "debtor.title"), "givenName": text(debtor.givenName, "debtor.givenName"),
                "familyName": text(debtor.familyName, "debtor.familyName"),
                "contactPerson": text(debtor.contactPerson, "debtor.contactPerson"),
            ])
        } else {
            check(debtor.name, "debtor.name")
            check(debtor.title, "debtor.title")
            check(debtor.givenName, "debtor.givenName")
            check(debtor.familyName, "debtor.familyName")
            check(debtor.contactPerson, "debtor.contactPerson")
        }
        if wanted.contains(.salutation) { members[.salutation] = line(of: labels.salutation) }
        if wanted.contains(.greeting) { members[.greeting] = line(of: labels.greeting) }
        let creditor = CreditorValues.Question(creditor: request.creditor, phone: request.phone, isolation: isolation)
        let known = formats.creditors.values(of: creditor) { Self.values(of: creditor) }
        members[.creditor] = known.creditor
        members[.originalCreditor] = known.originalCreditor
        unusable += known.unusable
    }

    /// What messages say of a creditor, which is the same in all of them.
    private static func values(of question: CreditorValues.Question) -> CreditorValues.Values {
        let creditor = question.creditor
        let isolation = question.isolation
        var unusable: [UnusableValue] = []
        func text(_ value: String?, _ field: String, isPlain: Bool = false) -> MustacheValue {
            guard let value else { return .null }
            guard value.utf8.count <= CleanText.limit else {
                unusable.append(UnusableValue(field: field, reason: .tooLong))
                return .null
            }
            // What stands in links as well bears no marks.
            return .text(isPlain ? CleanText.line(value) : isolation.around(CleanText.line(value)))
        }
        let phone = text(question.phone ?? creditor.phone, "creditor.phone")
        let members: MustacheMembers = [
            "name": text(creditor.name, "creditor.name"),
            "phone": phone.with(["e164": .optional(creditor.phone)]),
            "email": text(creditor.email, "creditor.email", isPlain: true),
            "address": .list(creditor.address.map { .text(isolation.around(CleanText.line($0))) }),
            "addressLine": text(
                creditor.address.isEmpty ? nil : creditor.address.joined(separator: ", "),
                "creditor.address"
            ),
            "iban": MustacheValue.optional(creditor.iban.map { isolation.around(inFours($0)) }).with([
                "plain": .optional(creditor.iban)
            ]),
            "bic": .optional(creditor.bic),
        ]
        let original = text(creditor.originalCreditor, "originalCreditor")
        return CreditorValues.Values(creditor: .object(members), originalCreditor: original, unusable: unusable)
    }

    private mutating func writePayment() {
        let action = request.action
        let signed = request.paymentLink(asking: charges.asked(of: action.debt, showing: wanted))
        let link = link(signed.address, "payment.link")
        let reference = text(action.payment.reference, "payment.reference")
        if wanted.contains(.payment) {
            members[.payment] = .object([
                "link": link, "linkExpires": signed.lastDay.map(day) ?? .null, "reference": reference,
            ])
        }
        members[.transferReference] = text(action.transferReference, "transferReference")
    }

    private mutating func writeOptOut() {
        let link = link(request.optOut.link ?? request.creditor.optOutPage, "optOut.link")
        let word = text(request.optOut.word, "optOut.word")
        guard wanted.contains(.optOut) else { return }
        members[.optOut] = .object([
            "link": link, "word": word, "key": request.optOut.key.map { .text(String($0)) } ?? .null,
        ])
    }

    private func line(of forms: Salutations) -> MustacheValue {
        .optional(forms.line(for: request.action.debtor, isolating: isolation.around))
    }

    private mutating func text(_ value: String?, _ field: String) -> MustacheValue {
        guard let value else { return .null }
        guard value.utf8.count <= CleanText.limit else { return refuse(field, .tooLong) }
        return .text(isolation.around(CleanText.line(value)))
    }

    /// Looks at a text that the message does not show: it may be no text at all.
    private mutating func check(_ value: String?, _ field: String) {
        if let value, value.utf8.count > CleanText.limit { _ = refuse(field, .tooLong) }
    }

    private mutating func link(_ value: String?, _ field: String) -> MustacheValue {
        guard let value else { return .null }
        guard let address = WebLink.checked(value) else { return refuse(field, .notALink) }
        return .text(address)
    }

    private mutating func refuse(_ field: String, _ reason: UnusableValue.Reason) -> MustacheValue {
        unusable.append(UnusableValue(field: field, reason: reason))
        return .null
    }

    /// Values of the engine's own; an object of `minor` and `currency` is an amount.
    private mutating func value(_ json: JSON, _ field: String) -> MustacheValue {
        switch json {
        case .null: return .null
        case .boolean(let flag): return .flag(flag)
        case .integer(let number): return .text(String(number))
        case .number(let number): return .text(number.description)
        case .string(let string): return text(string, field)
        case .array(let elements): return .list(elements.map { value($0, field) })
        case .object(let object):
            if let amount = json.money { return money(amount) }
            if let day = json.day { return self.day(day) }
            return .object(object.reduce(into: [:]) { $0[$1.key] = value($1.value, "\(field).\($1.key)") })
        }
    }

    private func day(_ day: CivilDate) -> MustacheValue {
        let written = formats.text(day)
        return .day(day, long: written.long, short: written.short)
    }

    private func interest(_ money: Money, at rate: BasisPoints?) -> MustacheValue {
        let amount = self.money(money)
        var members = ["minor", "currency", "plain"].reduce(into: MustacheMembers()) { $0[$1] = amount.member($1) }
        members["rate"] = .optional(rate.map { formats.percent(Decimal($0.count) / 10_000) })
        return .object(members, text: amount.shownText)
    }

    private func money(_ money: Money) -> MustacheValue {
        .amount(money, text: isolation.aroundAmount(formats.text(money)))
    }

    private func daysOverdue(since due: CivilDate) -> MustacheValue {
        number(max(0, request.today.dayNumber - due.dayNumber))
    }

    private func number(_ number: Int) -> MustacheValue {
        .count(
            number,
            text: formats.text(number, like: request.action.debt.open.currency),
            plural: formats.plural(of: number)
        )
    }

    /// Nil where the sum is beyond what can be counted.
    private func sum(_ amounts: [Money]) -> Money? {
        guard let currency = amounts.first?.currency else { return nil }
        var total: Int64 = 0
        for amount in amounts {
            let (next, overflows) = total.addingReportingOverflow(amount.minor)
            guard !overflows else { return nil }
            total = next
        }
        return Money(minor: total, currency: currency)
    }

    /// In groups of four, as on paper forms.
    private static func inFours(_ iban: String) -> String {
        var result: [UInt8] = []
        var count = 0
        for byte in iban.utf8 where byte != UInt8(ascii: " ") {
            if count > 0, count.isMultiple(of: 4) { result.append(UInt8(ascii: " ")) }
            result.append(byte)
            count += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension Action {
    /// What to write on a transfer: the engine's reference, or what comes next best.
    var transferReference: String {
        let only = debt.invoices.count == 1 ? debt.invoices.first?.number : nil
        return payment.reference ?? only ?? account?.rawValue ?? debt.id.rawValue
    }
}

extension MustacheValue {
    /// A text with members of its own; nothing stays nothing.
    fileprivate func with(_ members: MustacheMembers) -> MustacheValue {
        guard case .text(let text) = self else { return self }
        return .object(members, text: text)
    }
}
