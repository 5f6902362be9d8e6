import Dunning

extension Composer {
    /// The one amount that the message asks for: in its text, its payment box, its code and its link.
    ///
    var asked: Money {
        LateCharges(of: request).asked(of: request.action.debt, showing: parts.wanted[request.channel] ?? [])
    }
}
