import Dunning

/// From rendered parts to what each channel sends, proved to hold its disclosures.
extension Composer {
    func content(
        _ rendered: RenderedParts,
        _ derived: String?,
        _ disclosures: [Disclosure]
    ) throws(CompositionError) -> ComposedContent {
        // Sections may leave out everything; nobody is sent an empty message.
        for part in TemplatePart.allCases {
            guard let made = rendered[part], !made.bytes.contains(where: { $0 > 0x20 }) else { continue }
            throw .malformed(part: part.rawValue, reason: "nothing is left to say")
        }
        return switch request.channel {
        case .email: .email(try email(rendered, derived, disclosures))
        case .sms: .sms(try sms(rendered, disclosures))
        case .voice: .voice(try call(rendered, disclosures))
        case .letter: .letter(try letter(rendered, disclosures))
        }
    }

    private func email(
        _ rendered: RenderedParts,
        _ derived: String?,
        _ disclosures: [Disclosure]
    ) throws(CompositionError) -> ComposedEmail {
        let html = rendered[.emailHTML]
        if let html { try prove(disclosures, in: html, of: .emailHTML) }
        let page = html.map { String(checkedBefore: $0.bytes) }
        guard let text = derived ?? (rendered[.emailText]?.bytes).map(Self.tidy) ?? page.flatMap(textOfPage),
            text.utf8.contains(where: { $0 > 0x20 })
        else {
            throw .malformed(part: TemplatePart.emailHTML.rawValue, reason: "no text can be read in it")
        }
        if !disclosures.isEmpty { try prove(disclosures, in: VisibleText.squeezed(text), of: .emailText) }
        return ComposedEmail(
            subject: Self.oneLine(rendered[.emailSubject]?.bytes ?? []),
            text: text,
            html: page,
            optOutLink: (request.optOut.link ?? request.creditor.optOutPage).flatMap(WebLink.checked)
        )
    }

    /// For pages whose text could not be told when they were loaded.
    private func textOfPage(_ page: String) -> String? { PlainTextFromHTML.text(of: page, language: link.folder) }

    private func sms(
        _ rendered: RenderedParts,
        _ disclosures: [Disclosure]
    ) throws(CompositionError) -> ComposedSMS {
        let text = SMSText.plain(Self.oneLine(rendered[.smsText]?.bytes ?? []))
        let seen = VisibleText.squeezed(text)
        for disclosure in disclosures where !VisibleText.isIn(seen, disclosure.squeezed) {
            let plain = Disclosure(id: disclosure.id, text: SMSText.plain(disclosure.text))
            try prove([plain], in: seen, of: .smsText)
        }
        return ComposedSMS(text: text, measure: SMSText(text))
    }

    private func call(
        _ rendered: RenderedParts,
        _ disclosures: [Disclosure]
    ) throws(CompositionError) -> ComposedCall {
        let made = rendered[.voiceScript] ?? MessageRenderer.Part()
        try prove(disclosures, in: made, of: .voiceScript)
        let script = String(checkedBefore: made.bytes)
        if let reason = SpeechCheck.fault(in: script) {
            throw .malformed(part: TemplatePart.voiceScript.rawValue, reason: reason)
        }
        let key = disclosures.contains { $0.id == Self.optOut } ? request.optOut.key : nil
        return ComposedCall(script: script, optOutKey: key, optOutConfirmation: key.map { _ in labels.optedOut })
    }

    private func letter(
        _ rendered: RenderedParts,
        _ disclosures: [Disclosure]
    ) throws(CompositionError) -> ComposedLetter {
        let body = rendered[.letterBody] ?? MessageRenderer.Part()
        try prove(disclosures, in: body, of: .letterBody)
        let debtor = request.action.debtor
        let lines = debtor.address.map {
            PostalLines.lines(name: debtor.name, address: $0, from: request.creditor, formats: library.formats)
        }
        return ComposedLetter(
            recipient: lines ?? [],
            date: formats.text(request.today).long,
            references: references(),
            subject: Self.oneLine((rendered[.letterSubject] ?? rendered[.emailSubject])?.bytes ?? []),
            body: String(checkedBefore: body.bytes),
            pageLabel: labels.page,
            transfer: entry.manifest.asksForPayment ? transfer() : nil
        )
    }

    private func references() -> [ComposedLetter.Reference] {
        let creditor = request.creditor
        let rows = [
            (labels.account, request.action.account?.rawValue), (labels.debt, request.action.debt.id.rawValue),
            (labels.phone, request.phone ?? creditor.phone), (labels.email, creditor.email),
        ]
        return rows.compactMap { label, value in
            value.map { ComposedLetter.Reference(label: label, value: CleanText.line($0)) }
        }
    }

    private func transfer() -> ComposedLetter.Transfer? {
        let action = request.action
        let total = asked
        let creditor = request.creditor
        guard creditor.iban ?? creditor.qrIBAN != nil, total.minor > 0 else { return nil }
        return ComposedLetter.Transfer(
            accountHolder: CleanText.line(creditor.name),
            iban: creditor.iban,
            bic: creditor.bic,
            amount: formats.text(total),
            total: total,
            reference: CleanText.line(action.transferReference),
            labels: labels.payment
        )
    }

    /// Loading has made sure that there are some for every locale with a letter or a call.
    var labels: Labels {
        for locale in link.widening {
            if let labels = library.labels[locale] { return labels }
        }
        return .none
    }

    /// What the steps of the part told while it was made, or what is read in the finished markup.
    private func prove(
        _ disclosures: [Disclosure],
        in made: MessageRenderer.Part,
        of part: TemplatePart
    ) throws(CompositionError) {
        guard !disclosures.isEmpty else { return }
        try prove(disclosures, in: made.seen ?? VisibleText.of(made.bytes), of: part)
    }

    private func prove(
        _ disclosures: [Disclosure],
        in text: [UInt8],
        of part: TemplatePart
    ) throws(CompositionError) {
        for disclosure in disclosures {
            guard !disclosure.squeezed.isEmpty, VisibleText.isIn(text, disclosure.squeezed) else {
                throw .disclosureHidden(disclosure.id, part: part.rawValue)
            }
        }
    }
}
