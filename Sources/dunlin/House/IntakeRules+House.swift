import Dunning
import Intake
import Templates

extension IntakeRules {
    /// What actions are measured against: the names that this house knows.
    init(
        _ creditors: [CreditorID: Creditor],
        _ sequences: [SequenceID: Dunning.Sequence],
        _ templates: TemplateLibrary
    ) {
        self.init(
            creditors: Set(creditors.keys),
            sequences: Set(sequences.keys),
            templates: Set(templates.templates.keys)
        )
    }
}
