import Dunning
import TOML

/// The keys of `[sms.NAME]` or `[voice.NAME]` with `provider = "http"`.
struct HTTPSection: SettingsSection {
    static let header = #"[sms.NAME] or [voice.NAME] with provider = "http""#
    static let about = """
        Any gateway with an HTTP API, described here alone. Strings in `headers`, `query`, `form` and `json` may hold \
        `{to}`, `{to_digits}`, `{from}`, `{text}`, `{script}` (calls, SSML), `{language}` and `{reference}` (our name for \
        the attempt); a brace that stands for itself is doubled. Everything is escaped for the place where it goes. A \
        value may also be a secret, `{ env = "…", prefix = "Token " }`.
        """

    let provider = ProviderKeys.provider
    let url = ProviderKeys.url(["https", "http"], "The address of a request, without a query.", mayHavePath: true)
        .required
    let method = SettingsKey<HTTPSettings.Method>.choice("method", "The method.").otherwise(.post, "POST")
    let username = ProviderKeys.username
    let password = ProviderKeys.password
    let bearer = SettingsKey<Secret>.secret("bearer", "The token of `Authorization: Bearer`.")
    let headers = HTTPFields.key("headers", "Headers besides those that follow from the body.", isHeader: true)
    let query = HTTPFields.key("query", "What is put behind the `?`.", isHeader: false)
    let form = HTTPFields.key("form", "The body as a form.", isHeader: false)
    let json = HTTPFields.json("json", "The body as JSON: strings, numbers, booleans, arrays and tables.")
    let from = SettingsKey<String>.string("from", "What `{from}` stands for.").otherwise("", "empty")
    let senders = ProviderKeys.senders("Creditors for which `{from}` stands for something else.")
    let reference = HTTPFields.pointer("reference", "Where the gateway's reference stands in a JSON answer.")
    let code = HTTPFields.pointer("code", "Where the gateway's error code stands in a JSON answer.")
    let badCodes = HTTPFields.codes("bad_codes", "Error codes that say that nothing can ever arrive at the number.")
    let optedOutCodes = HTTPFields.codes("opted_out_codes", "Error codes that say that the debtor has opted out.")
    let accepted = HTTPFields.statuses("accepted", "The message was taken.").otherwise([.hundred(2)], #"["2xx"]"#)
    let temporary = HTTPFields.statuses("temporary", "Nothing went out; try again later.").otherwise(
        [.exactly(503)],
        "[503]"
    )
    let throttled = HTTPFields.statuses("throttled", "Nothing went out; too fast.").otherwise([.exactly(429)], "[429]")
    let permanent = HTTPFields.statuses("permanent", "Nothing went out, and never will.").otherwise(
        [.hundred(4)],
        #"["4xx"]"#
    )
    let idempotencyHeader = HTTPFields.header(
        "idempotency_header",
        "The header by which the gateway knows a repeated request; it gets our name for the attempt. With it, a hand-over "
            + "of unknown fate is made again."
    )
    let idempotencySpan = SettingsKey<Duration>.duration(
        "idempotency_span",
        .seconds(60) ... .seconds(30 * 86_400),
        "How long the gateway remembers such a request."
    ).otherwise(.seconds(86_400), "1d")
    let access = HTTPAccessKeys()

    func read(_ reading: ProviderReading) -> (kind: ProviderSettings.Kind, isLocal: Bool)? {
        let access = access.read(url, reading)
        let method = reading.get(method)
        let username = reading.get(username)
        let password = reading.get(password)
        reading.checkPair(username, password)
        let bearer = reading.get(bearer)
        let headers = reading.get(headers) ?? []
        let query = reading.get(query) ?? []
        let body = body(reading, method)
        let answer = answer(reading)
        let senders = reading.senders(from, senders) { _ in nil }
        let idempotency = idempotency(reading)
        guard let access, let method, let body, let answer, let senders else { return nil }
        let settings = HTTPSettings(
            access: access,
            method: method,
            headers: headers,
            query: query,
            body: body,
            basic: username.flatMap { user in password.map { HTTPSettings.Basic(username: user, password: $0) } },
            bearer: bearer,
            from: senders,
            answer: answer,
            idempotency: idempotency
        )
        return (.http(settings), access.isLocal)
    }

    private func idempotency(_ reading: ProviderReading) -> HTTPSettings.Idempotency? {
        let header = reading.get(idempotencyHeader)
        let span = reading.get(idempotencySpan)
        if header == nil, reading.reader.contains("idempotency_span"), !reading.reader.contains("idempotency_header") {
            reading.reader.complain(
                "nothing tells a repeated request from a new one",
                mend: "add `idempotency_header`",
                at: "idempotency_span"
            )
        }
        return header.flatMap { header in span.map { HTTPSettings.Idempotency(header: header, span: $0) } }
    }

    private func body(_ reading: ProviderReading, _ method: HTTPSettings.Method?) -> HTTPSettings.Body? {
        let form = reading.get(form)
        let json = reading.get(json)
        let asks = (form: reading.reader.contains("form"), json: reading.reader.contains("json"))
        if asks == (true, true) {
            reading.reader.complain("two bodies", mend: "give either `form` or `json`", at: "json")
        }
        if method == .get, asks.form || asks.json {
            reading.reader.complain("a `GET` has no body", mend: "give `query`", at: asks.form ? "form" : "json")
        }
        let texts = reading.reader.contains("query") || asks.form || asks.json
        if !texts { reading.reader.complain("nothing of the message is sent", mend: "give `form`, `json` or `query`") }
        if asks.form { return form.map { .form($0) } }
        return asks.json ? json.map { .json($0) } : HTTPSettings.Body.none
    }

    private func answer(_ reading: ProviderReading) -> AnswerSettings? {
        let accepted = reading.get(accepted)
        let temporary = reading.get(temporary)
        let throttled = reading.get(throttled)
        let permanent = reading.get(permanent)
        let reference = reading.get(reference)
        let code = reading.get(code)
        let bad = reading.get(badCodes) ?? []
        let optedOut = reading.get(optedOutCodes) ?? []
        if code == nil, !(bad + optedOut).isEmpty {
            reading.reader.complain("error codes are named, but not where they stand", mend: "add `code`")
        }
        guard let accepted, let temporary, let throttled, let permanent else { return nil }
        let statuses: [AnswerSettings.Meaning: [AnswerSettings.StatusPattern]] = [
            .accepted: accepted, .temporary: temporary, .throttled: throttled, .permanent: permanent,
        ]
        var seen: [AnswerSettings.StatusPattern] = []
        for meaning in AnswerSettings.Meaning.allCases {
            for pattern in statuses[meaning, default: []] where seen.contains(pattern) {
                let mend = "name each status once; of a class and a status the status counts"
                reading.reader.complain("status `\(pattern.text)` has two meanings", mend: mend, at: meaning.rawValue)
            }
            seen += statuses[meaning, default: []]
        }
        return AnswerSettings(
            reference: reference,
            code: code,
            statuses: statuses,
            badCodes: bad,
            optedOutCodes: optedOut
        )
    }
}

extension AnswerSettings.StatusPattern {
    /// The pattern as one writes it.
    var text: String {
        switch self {
        case .exactly(let status): "\(status)"
        case .hundred(let hundred): "\(hundred)xx"
        }
    }
}
