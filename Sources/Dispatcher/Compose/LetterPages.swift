public import Dunning
public import Letters
public import Templates

/// Counts the pages of letters as the composer would print them, for those who only want to know.
public struct LetterPages: PageCounter {
    private let press: LetterPress
    private let envelopes: Envelopes
    private let phones: [CreditorID: String]

    /// Counts with a press, for the envelopes of one way out.
    public init(press: LetterPress, envelopes: Envelopes, phones: [CreditorID: String]) {
        self.press = press
        self.envelopes = envelopes
        self.phones = phones
    }

    /// The pages of a composed letter; nil where it cannot be printed, or is longer than the press allows.
    public func pages(of letter: ComposedLetter, in composition: Composition, for request: CompositionRequest) -> Int? {
        let (debtor, creditor) = (request.action.debtor, request.creditor)
        let document = LetterDocument(
            letter,
            composition,
            to: debtor,
            creditor,
            envelopes.byCountry[debtor.address?.country ?? ""] ?? envelopes.common,
            phone: phones[creditor.id],
            created: Instant(milliseconds: 0)
        )
        do throws(LetterError) {
            return try press.print(document).pages
        } catch {
            if case .tooLong(let pages, _) = error { return pages }
            return nil
        }
    }
}
