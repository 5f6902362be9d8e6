public import Dunning

extension RuleBook {
    /// The day that a message to this debtor bears: the date on the debtor's own clock at the moment of the contact.
    ///
    /// Of several zones the first counts, which is that of the address or where the debtor is known to be.
    /// - Returns: the date; nil where it is not known what clock holds.
    public func localDate(of question: ContactQuestion) -> CivilDate? {
        // The gate has been asked about this place a moment ago, and keeps what follows from it.
        let zone = standing(of: question).whereabouts.zones(.allIndicated).first
        return zone.map { CivilDate(dayNumber: $0.day(at: question.contact.at.milliseconds)) }
    }
}
