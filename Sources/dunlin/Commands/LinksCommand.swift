import ArgumentParser
import Dunning
import Foundation
import Templates

struct LinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Sign and verify payment links, as messages bear them.",
        discussion: """
            The key is that of [payment_link] in channels.conf; docs/payment-links.md says how other programs verify.

            EXAMPLES:
              dunlin links sign --action act-1 --debt D-1 --amount 123450 --currency EUR --expires 2026-12-31T12:00:00Z
              dunlin links verify 'https://pay.acme.example/D-1?t=v1.…'
            """,
        subcommands: [Sign.self, Verify.self]
    )

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the token of a claim, or with --link the link that bears it.",
            discussion: """
                EXAMPLES:
                  dunlin links sign --action act-1 --debt D-1 --amount 123450 --currency EUR --expires 2026-12-31T12:00:00Z
                """
        )

        @OptionGroup var common: CommonOptions

        @Option(help: ArgumentHelp("The action that the link is made for.", valueName: "id"))
        var action: String

        @Option(help: ArgumentHelp("The debt to be paid.", valueName: "id"))
        var debt: String

        @Option(help: ArgumentHelp("The amount in minor units.", valueName: "minor"))
        var amount: Int64

        @Option(help: ArgumentHelp("The currency (ISO 4217).", valueName: "code"))
        var currency: String

        @Option(help: ArgumentHelp("When the link ends (RFC 3339).", valueName: "instant"))
        var expires: String

        @Option(help: ArgumentHelp("The action's own link, behind which the token is put.", valueName: "url"))
        var link: String?

        func run() async throws {
            try await common.run { console in
                let links = try PaymentLinks.configured(common)
                let claim = PaymentClaim(
                    action: try identifier(action, "--action"),
                    debt: try identifier(debt, "--debt"),
                    amount: Money(minor: amount, currency: try code()),
                    expires: try instant(expires, "--expires")
                )
                console.data(link.flatMap { links.link(for: claim, instead: $0) } ?? links.token(for: claim))
            }
        }

        private func code() throws -> Currency {
            guard let known = Currency(currency) else {
                throw Stop("currency `\(currency)` is not known", hint: "write EUR or CHF", code: .validationFailure)
            }
            return known
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a token or link asks for, if it is ours and still holds.",
            discussion: """
                Exit code 65 where it is not.

                EXAMPLES:
                  dunlin links verify 'https://pay.acme.example/D-1?t=v1.…'
                  dunlin links verify --at 2027-01-01T00:00:00Z v1.…
                """
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The token, or a link that holds it.")
        var token: String

        @Option(
            help: ArgumentHelp("Whether it holds at that instant (RFC 3339); now where left out.", valueName: "instant")
        )
        var at: String?

        func run() async throws {
            try await common.run { console in
                let links = try PaymentLinks.configured(common)
                let now = try at.map { try instant($0, "--at") } ?? SystemClock().now
                do throws(PaymentLinkFault) {
                    let claim = try links.verify(token, at: now)
                    console.data(console.json ? claim.json.canonical : claim.words)
                } catch {
                    throw Stop("the link is worth nothing: \(error.rawValue)", code: .badData)
                }
            }
        }
    }
}

extension PaymentLinks {
    /// The links of the configuration; stops where there are none.
    fileprivate static func configured(_ common: CommonOptions) throws -> PaymentLinks {
        let house = try House.open(common)
        guard let links = PaymentLinks(house.settings) else {
            throw Stop(
                "channels.conf signs no payment links",
                hint: "add [payment_link] with a key; docs/payment-links.md shows how",
                code: .configuration
            )
        }
        return links
    }
}

extension PaymentClaim {
    fileprivate var json: JSON {
        [
            "action": .string(action.rawValue), "debt": .string(debt.rawValue), "amount": amount.json,
            "expires": .string(expires.description),
        ]
    }

    fileprivate var words: String {
        "action \(action), debt \(debt), \(amount.minor) minor units of \(amount.currency), until \(expires)"
    }
}
