import Dunning

/// A call is over before the debtor hangs up.
struct VoiceLengthCheck: MessageCheck {
    static let rule = LintRule(
        "voice.length",
        title: "The call is longer than its budget.",
        why: """
            Nobody listens to a machine for longer than a minute, and an answering machine cuts it off. The time is \
            estimated from letters, figures and pauses; the budget is `voice_seconds` in `[budget]`.
            """,
        bad: "a script of 250 words",
        good: "who calls, why to call back, the number twice, the way out: about 100 words"
    )

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .voice(let call) = message.composition.content else { return [] }
        let language = LocaleChain.language(of: message.composition.locale)
        let seconds = SpeechTime.seconds(of: call.script, language: language)
        let limit = message.template.manifest.budget.voiceSeconds
        guard seconds > limit else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .voiceScript),
                "about \(seconds) seconds \(message.with), \(limit) at most",
                mend: "say less; the details belong in an email or a letter",
                severity: message.isStretched ? .warning : .error,
                weight: seconds
            )
        ]
    }
}

/// A call says at its beginning who calls.
struct VoiceIdentityCheck: MessageCheck {
    static let rule = LintRule(
        "voice.identity",
        title: "The call does not say at its beginning who calls.",
        why: "A recorded message must state at its beginning the identity of the business that is responsible for it.",
        source: "47 CFR 64.1200(b)(1); EU Directive 2002/58/EC, article 13(4); elsewhere the house's policy",
        bad: "<s>Hello.</s><s>We have a message for you.</s>",
        good: "<s>Hello.</s><s>This is an automated call from {{creditor.name}}.</s>"
    )

    /// A greeting, and the sentence that names the caller.
    private static let sentences = 2

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .voice(let call) = message.composition.content else { return [] }
        let spoken = SpokenSentences.of(call.script).prefix(Self.sentences).joined(separator: " ")
        let name = CleanText.line(message.request.creditor.name)
        guard !spoken.contains(name) else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .voiceScript),
                "the first two sentences do not name the creditor",
                mend: "say {{creditor.name}} in the first or second sentence"
            )
        ]
    }
}

/// A call tells how to get no more of them.
struct VoiceOptOutCheck: MessageCheck {
    static let rule = LintRule(
        "voice.opt-out",
        title: "The call does not tell how to get no more of them.",
        why: """
            An automated call has to offer a way out during the call where it needs consent or an exemption, and one who \
            cannot get rid of calls complains of them.
            """,
        source: "47 CFR 64.1200(a)(3), (b)(3); elsewhere the house's policy",
        bad: "a script without the disclosure `opt-out`",
        good: "[discloses] voice = [\"opt-out\"] in template.toml, and {{#disclosures}}{{text}}{{/disclosures}}"
    )

    let rules = [rule]

    func findings(in message: LintedMessage) -> [LintFinding] {
        guard case .voice(let call) = message.composition.content, call.optOutKey == nil,
            message.template.manifest.purpose != .optOutConfirmation
        else { return [] }
        return [
            Self.rule.finding(
                at: message.place(of: .voiceScript),
                "no disclosure `opt-out`",
                mend: "add `voice = [\"opt-out\"]` under [discloses] in template.toml"
            )
        ]
    }
}

/// A call names no debt: nobody knows who has picked up.
struct VoiceSecrecyCheck: FileCheck {
    static let rule = LintRule(
        "voice.debt",
        title: "The call names an amount, a date or an invoice.",
        why: """
            Somebody else may have picked up, or may listen to the recording; that a person owes money must not be told to \
            others.
            """,
        source: "15 U.S.C. § 1692c(b), 12 CFR 1006.6(d)(1); GDPR, article 5(1)(f)",
        bad: "<s>You owe {{amountDue}}.</s>",
        good: "<s>Please call us about your customer account.</s>"
    )

    let rules = [rule]

    private static let telling: Set<String> = [
        "amountDue", "totalDue", "billed", "paid", "fees", "interest", "recoveryCost", "due", "daysOverdue", "invoices",
        "invoiceNumbers", "invoiceCount", "transferReference", "open", "amount", "number", "daysUntilDue",
    ]

    func findings(in file: LintedFile) -> [LintFinding] {
        guard file.channels.contains(.voice) else { return [] }
        return file.source.fields.sorted { $0.key < $1.key }.compactMap { offset, field in
            guard let first = field.split(separator: ".").first, Self.telling.contains(String(first)) else {
                return nil
            }
            return Self.rule.finding(
                at: file.place(of: offset),
                "`\(field)` is spoken",
                mend: "take it out; ask to be called back instead"
            )
        }
    }
}

/// The sentences of a script, as `<s>` and `<p>` set them apart.
enum SpokenSentences {
    static func of(_ script: String) -> [String] {
        var sentences = [""]
        for piece in MarkupScan.pieces(of: PlainSource(Array(script.utf8)).letters) {
            switch piece {
            case .text(let letters): sentences[sentences.count - 1] += letters.text
            case .open(let element) where element.name == "s" || element.name == "p": sentences.append("")
            case .close("s"), .close("p"): sentences.append("")
            case .open, .close: continue
            }
        }
        return sentences.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
    }
}
