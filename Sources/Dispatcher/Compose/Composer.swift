import Channels
public import ContactRules
public import Dunning
import Journal
public import Letters
public import Storage
public import Templates

/// Makes the bytes that go out from what was decided: template, letter press, provider's seal.
///
/// A preview and a real message take this one way, so what is shown is what is sent.
public struct Composer: Sendable {
    private let playbook: Playbook
    private var templates: TemplatesInForce
    private let press: LetterPress
    private let rules: RuleBook
    private let options: ComposerOptions

    /// A composer with the configuration and the templates of the present moment; the rules know the debtor's clock.
    public init(
        playbook: Playbook,
        templates: TemplateLibrary,
        press: LetterPress,
        rules: RuleBook,
        options: ComposerOptions
    ) {
        self.playbook = playbook
        self.templates = TemplatesInForce(templates)
        self.press = press
        self.rules = rules
        self.options = options
    }

    /// The same composer with the templates that may be sent at some moment.
    public func using(_ templates: TemplatesInForce) -> Composer {
        var composer = self
        composer.templates = templates
        return composer
    }

    /// Prepares intents, in parallel; the results stand in the order of the intents.
    ///
    /// - Parameters:
    ///   - intents: what was decided.
    ///   - now: the moment of the messages, which bear the date of the debtor's own clock.
    ///   - salts: 16 random bytes for each intent, for the commitments of the journal.
    /// - Returns: for each intent the bytes to go out, or all that is wrong with it.
    public func prepare(
        _ intents: [Intent],
        at now: Instant,
        salts: [[UInt8]]
    ) async -> [Result<Prepared, CompositionFailure>] {
        let share = max(1, (intents.count + options.tasks - 1) / options.tasks)
        return await withTaskGroup(of: (Int, [Result<Prepared, CompositionFailure>]).self) { group in
            for start in stride(from: 0, to: intents.count, by: share) {
                let range = start..<min(start + share, intents.count)
                group.addTask { (start, range.map { prepare(intents[$0], at: now, salt: salts[$0]) }) }
            }
            var parts: [(Int, [Result<Prepared, CompositionFailure>])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    /// Prepares one intent; a preview may ask for a variant of the template, whatever its conditions say.
    public func prepare(
        _ intent: Intent,
        at now: Instant,
        salt: [UInt8],
        variant: VariantID? = nil
    ) -> Result<Prepared, CompositionFailure> {
        guard let creditor = playbook.creditors[intent.action.creditor],
            let provider = playbook.provider(intent.attempt.provider)
        else { return .failure(CompositionFailure(["creditor or provider is gone from the configuration"])) }
        let library = templates.library(for: intent.attempt.template)
        return Result { () throws(CompositionFailure) in
            let composition = try compose(intent, creditor, library, at: now, variant)
            let delivery = Delivery(
                attempt: intent.attempt,
                creditor: creditor,
                message: try message(composition, for: intent, creditor, at: now),
                date: now,
                isUrgent: intent.action.lane == .urgent
            )
            let sealed: SealedMessage
            do throws(Refusal) {
                sealed = try provider.seal(delivery)
            } catch {
                throw CompositionFailure(["\(provider.id): \(error.text)"])
            }
            return Prepared(
                intent: intent,
                provider: provider,
                delivery: delivery,
                sealed: sealed,
                composition: composition,
                revision: library.templates[composition.template]?.kept,
                needsApproval: templates.needsApproval,
                salt: salt
            )
        }
    }

    private func compose(
        _ intent: Intent,
        _ creditor: Creditor,
        _ library: TemplateLibrary,
        at now: Instant,
        _ variant: VariantID?
    ) throws(CompositionFailure) -> Composition {
        let request = CompositionRequest(
            action: intent.action,
            creditor: creditor,
            template: intent.attempt.template,
            channel: intent.attempt.channel,
            attempt: intent.attempt.id,
            today: date(of: intent, creditor, at: now),
            disclosures: intent.attempt.disclosures,
            optOut: options.optOut(of: intent),
            phone: options.phones[creditor.id],
            variant: variant,
            latePayment: options.latePayment,
            paymentLinks: options.paymentLinks.map {
                PaymentLinkTerms(links: $0, decided: intent.attempt.decidedAt)
            }
        )
        do throws(CompositionError) {
            return try library.compose(request)
        } catch {
            throw CompositionFailure(["\(error)"], diagnostics: error.diagnostics)
        }
    }

    /// Today where the debtor is; without a known place, which only a preview can lack, today in UTC.
    private func date(of intent: Intent, _ creditor: Creditor, at now: Instant) -> CivilDate {
        let attempt = intent.attempt
        let question = ContactQuestion(
            about: Wanted(point: attempt.point, purpose: attempt.purpose, template: attempt.template),
            of: intent.action,
            role: creditor.role,
            facts: [],
            history: [],
            at: now
        )
        return rules.localDate(of: question) ?? CivilDate(dayNumber: Int(now.seconds.dividedFloor(by: 86_400)))
    }

    private func message(
        _ composition: Composition,
        for intent: Intent,
        _ creditor: Creditor,
        at now: Instant
    ) throws(CompositionFailure) -> Message {
        let to = intent.attempt.point.value ?? ""
        switch composition.content {
        case .email(let email):
            return .email(
                EmailMessage(
                    to: to,
                    toName: intent.action.debtor.name,
                    subject: email.subject,
                    text: email.text,
                    html: email.html,
                    language: composition.locale,
                    unsubscribe: email.optOutLink,
                    attachments: try attachments(composition.documents)
                )
            )
        case .sms(let sms):
            return .sms(SMSMessage(to: to, text: sms.text, language: composition.locale))
        case .voice(let call):
            return .voice(
                VoiceMessage(
                    to: to,
                    script: call.script,
                    language: composition.formatLocale,
                    optOutKey: call.optOutKey,
                    optOutConfirmation: call.optOutConfirmation
                )
            )
        case .letter(let letter):
            let document = document(letter, composition, for: intent, creditor, at: now)
            do throws(LetterError) {
                let pdf = try options.drawsOverlay ? press.proof(document) : press.print(document)
                return .letter(
                    LetterMessage(
                        recipient: letter.recipient,
                        country: intent.action.debtor.address?.country ?? "",
                        pdf: pdf.bytes,
                        pages: pdf.pages,
                        name: intent.action.debtor.name,
                        address: intent.action.debtor.address
                    )
                )
            } catch {
                throw CompositionFailure(["letter: \(error)"])
            }
        }
    }

    /// The documents that go along; all that is wrong with them at once.
    private func attachments(_ names: [DocumentName]) throws(CompositionFailure) -> [MailAttachment] {
        guard !names.isEmpty else { return [] }
        guard let shelf = options.documents else {
            throw CompositionFailure(["documents are to go along, and no folder of documents is configured"])
        }
        var attachments: [MailAttachment] = []
        var problems: [String] = []
        for name in names {
            do throws(DocumentFault) {
                attachments.append(MailAttachment(name: name, bytes: try shelf.document(name)))
            } catch {
                problems.append("\(error)")
            }
        }
        let total = attachments.reduce(0) { $0 + $1.bytes.count }
        if total > Self.mostAttachedBytes {
            problems.append("the documents of one mail are larger than 15 MB together")
        }
        guard problems.isEmpty else { throw CompositionFailure(problems) }
        return attachments
    }

    /// Mail servers commonly take 25 MB, a third of which is spent on encoding.
    private static let mostAttachedBytes = 15_000_000

    private func document(
        _ letter: ComposedLetter,
        _ composition: Composition,
        for intent: Intent,
        _ creditor: Creditor,
        at now: Instant
    ) -> LetterDocument {
        LetterDocument(
            letter,
            composition,
            to: intent.action.debtor,
            creditor,
            options.envelope(of: intent),
            phone: options.phones[creditor.id],
            created: now
        )
    }
}

/// Why a message could not be composed; nothing goes out, and a person must mend it.
public struct CompositionFailure: Error, Hashable, Sendable {
    /// All that is wrong.
    public var problems: [String]
    /// The same with places in the templates' files, as far as they are known; their paths begin in the folder.
    public var diagnostics: [Diagnostic]

    /// All that is wrong.
    public init(_ problems: [String], diagnostics: [Diagnostic]? = nil) {
        self.problems = problems
        self.diagnostics = diagnostics ?? problems.map { Diagnostic(at: Place(), $0) }
    }
}
