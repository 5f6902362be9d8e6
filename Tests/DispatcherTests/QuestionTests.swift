import ContactRules
import Dispatcher
import DunlinTesting
import Dunning
import Testing

/// What the gate is told about an action.
struct QuestionTests {
    @Test func `a question carries every number of the debtor, once and in order`() {
        let action = Action.sample(contacts: [
            ContactPoint(channel: .email, value: "jana@example.com", use: .home),
            ContactPoint(channel: .voice, value: "+14155550110", use: .work, line: .landline),
            ContactPoint(channel: .sms, value: "+12125550110", use: .home, line: .mobile),
            ContactPoint(channel: .voice, value: "+12125550110", use: .home, line: .mobile),
        ])
        let wanted = Wanted(
            point: action.debtor.contacts[0],
            purpose: .reminder,
            template: TemplateID(trusted: "reminder")
        )
        let question = ContactQuestion(
            about: wanted,
            of: action,
            role: .collector,
            facts: [],
            history: [],
            at: Trial.start
        )
        #expect(question.debtor.phones == ["+14155550110", "+12125550110"])
    }
}
