import Dunning
import TOML

/// The words around a message that belong to a language and not to a template: `_labels/<locale>.toml`.
struct Labels: Hashable, Sendable {
    var page: String
    var account: String
    var debt: String
    var phone: String
    var email: String
    var payment: ComposedLetter.PaymentLabels
    var optedOut: String
    /// The formal first line of a message.
    var salutation: Salutations
    /// The warm first line of a message.
    var greeting: Salutations

    /// No words at all.
    static let none = Labels(
        page: "",
        account: "",
        debt: "",
        phone: "",
        email: "",
        payment: ComposedLetter.PaymentLabels(
            heading: "",
            accountHolder: "",
            iban: "",
            bic: "",
            amount: "",
            reference: "",
            scan: ""
        ),
        optedOut: "",
        salutation: .none,
        greeting: .none
    )

    static func read(_ file: SourceFile, as name: String) -> (Labels?, [Diagnostic]) {
        let document: TOMLDocument
        do {
            document = try TOMLDocument(bytes: file.bytes, file: name)
        } catch {
            return (nil, [error.diagnostic])
        }
        let reader = TOMLReader(document)
        let letter = reader.table("letter")
        let payment = reader.table("payment")
        let voice = reader.table("voice")
        let labels = Labels(
            page: letter?.string("page") ?? "",
            account: letter?.string("account") ?? "",
            debt: letter?.string("debt") ?? "",
            phone: letter?.string("phone") ?? "",
            email: letter?.string("email") ?? "",
            payment: ComposedLetter.PaymentLabels(
                heading: payment?.string("heading") ?? "",
                accountHolder: payment?.string("account_holder") ?? "",
                iban: payment?.string("iban") ?? "",
                bic: payment?.string("bic") ?? "",
                amount: payment?.string("amount") ?? "",
                reference: payment?.string("reference") ?? "",
                scan: payment?.string("scan") ?? ""
            ),
            optedOut: voice?.string("opted_out") ?? "",
            salutation: .read(reader.table("salutation")),
            greeting: .read(reader.table("greeting"))
        )
        if !labels.page.isEmpty, !labels.page.contains("{page}") || !labels.page.contains("{pages}") {
            letter?.complain("the places `{page}` and `{pages}` are needed", at: "page")
        }
        let problems = reader.finish()
        return (problems.isEmpty ? labels : nil, problems.map(\.diagnostic))
    }
}
