import ArgumentParser
import Dunning
import Templates

/// Which messages a preview is about.
struct PreviewOptions: ParsableArguments {
    @Argument(help: "The template.")
    var template: String?

    @Option(help: "Only this channel: email, sms, voice or letter.")
    var channel: String?

    @Option(help: "In these locales (BCP 47), separated by commas, instead of the debtor's.")
    var locale: String?

    @Flag(help: "All locales; without a template all templates, with --out as a gallery to browse.")
    var all = false

    @Option(help: "The sample of that name among the templates; without it, the one that fits best.")
    var sample: String?

    @Option(help: "A file with an action (JSON, or JSON Lines: the first, or the one that --action names).")
    var data: String?

    @Option(help: "An action from the database, with what is known of its debtor.")
    var action: String?

    @Option(help: "What this attempt was sent, byte by byte, from the database.")
    var attempt: String?

    @Flag(help: "With --attempt: also make it again from the kept revision, and say whether the same bytes come out.")
    var again = false

    @Option(help: "This variant of the template, whatever its conditions say; `base` is the template's own text.")
    var variant: String?

    @Option(help: "In the name of this creditor of channels.conf instead of the action's.")
    var creditor: String?

    @Option(help: "With these disclosures, as the contact rules would demand them; separated by commas.")
    var disclose: String?

    @Option(help: ArgumentHelp("The moment of the message (RFC 3339); now where left out.", valueName: "instant"))
    var at: String?

    @Flag(help: "Also whether it may go out at that moment, and when; with the texts that the rules demand.")
    var decide = false

    @Flag(help: "Letters with the envelope's window, its folds and margins drawn over the first page.")
    var overlay = false

    @Option(help: "A file for one channel, or a folder, with one file a part.")
    var out: String?

    /// What is asked for besides the messages themselves.
    func wish(draws: Bool) throws -> PreviewBench.Wish {
        PreviewBench.Wish(
            creditor: try creditor.map { try identifier($0, "--creditor") },
            disclosures: try disclose.map { list in
                try list.split(separator: ",").map { try identifier(String($0), "--disclose") }
            },
            decides: decide,
            draws: draws,
            overlay: overlay
        )
    }

    /// The locales that are asked for; nil = none in particular.
    func locales() throws -> [String]? {
        try locale?.split(separator: ",").map { name in
            let name = String(name)
            guard LocaleTag.isKnown(name) else {
                let hint = "write BCP 47, such as de or fr-CH"
                throw Stop("unknown locale `\(name)`", hint: hint, code: .validationFailure)
            }
            return name
        }
    }

    /// The channel that is asked for; nil = all of the template.
    func onlyChannel() throws -> Channel? {
        try channel.map { name in
            guard let channel = Channel(rawValue: name) else {
                throw Stop("unknown channel `\(name)`", hint: "email, sms, voice or letter", code: .validationFailure)
            }
            return channel
        }
    }

    /// The moment of the message.
    func moment() throws -> Instant { try at.map { try instant($0, "--at") } ?? SystemClock().now }
}
