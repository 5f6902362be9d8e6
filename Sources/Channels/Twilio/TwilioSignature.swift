import Digests
import Dunning

/// Proves that a request was made by who knows the auth token.
///
/// HMAC-SHA1 over the whole address and, for a form, each name followed by its value, sorted by name; in base64.
enum TwilioSignature {
    static func isValid(_ signature: String?, url: String, form: FormFields, token: String) -> Bool {
        guard !token.isEmpty, let code = signature.flatMap(Base64.standard.decode) else { return false }
        return HMAC.sha1.isValid(code, of: signed(url, form), key: Array(token.utf8))
    }

    private static func signed(_ url: String, _ form: FormFields) -> [UInt8] {
        // Names sort by bytes; of one name the values sort too, and a repeated pair counts once.
        let pairs = Set(form.fields).sorted { left, right in
            let names = (Array(left.name.utf8), Array(right.name.utf8))
            return names.0 == names.1
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : names.0.lexicographicallyPrecedes(names.1)
        }
        return Array((url + pairs.map { $0.name + $0.value }.joined()).utf8)
    }
}

/// A callback whose signature was found right.
struct TwilioCallback {
    /// What it is about.
    let topic: CallbackAddress.Topic
    /// What we put into the address.
    let query: FormFields
    /// What Twilio says.
    let form: FormFields
    /// The address that was called.
    let url: String

    /// Checks that it was made to an address of ours and signed over all of it.
    init(_ request: InboundRequest, _ options: TwilioOptions) throws(InboundRefusal) {
        let form = FormFields(pairs: request.form)
        guard let topic = options.callbacks?.topic(of: request), request.method == "POST",
            TwilioSignature.isValid(
                request.headers["x-twilio-signature"],
                url: request.url,
                form: form,
                token: options.token
            ),
            form["AccountSid"] == options.account
        else { throw .unproved }
        self.topic = topic
        self.query = FormFields(pairs: request.query)
        self.form = form
        self.url = request.url
    }

    /// The attempt that we put into the address.
    func attempt() throws(InboundRefusal) -> AttemptID {
        guard let id = query["attempt"].flatMap({ AttemptID($0) }) else { throw .senseless("no attempt is named") }
        return id
    }
}
