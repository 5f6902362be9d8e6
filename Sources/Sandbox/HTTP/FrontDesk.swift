import Pages

/// Sends each request to the dialect or the page that answers it.
struct FrontDesk {
    let twilio: TwilioDesk
    let lob: LobDesk
    let kannel: KannelDesk
    let page: InboxDesk

    init(inbox: Inbox, options: SandboxOptions, couriers: Couriers) {
        twilio = TwilioDesk(inbox: inbox, options: options)
        lob = LobDesk(inbox: inbox, options: options)
        kannel = KannelDesk(inbox: inbox, options: options)
        page = InboxDesk(inbox: inbox, letters: options.lettersDirectory.map(LetterFolder.init))
    }

    /// Answers; a host name that is not loopback is refused, so that no web page elsewhere can read the inbox
    /// by pointing a name of its own at this machine.
    func answer(_ ask: Ask) async -> Reply {
        guard Loopback.isNamed(in: ask.headers["host"]) else {
            return .text("the sandbox answers to loopback names only\n", status: 421)
        }
        switch ask.path.first {
        case "2010-04-01": return twilio.answer(ask)
        case "v1": return lob.answer(ask)
        case "cgi-bin" where ask.path == ["cgi-bin", "sendsms"]: return kannel.answer(ask)
        default: return page.answer(ask)
        }
    }
}
