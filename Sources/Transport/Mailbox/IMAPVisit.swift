/// A visit to a folder of an IMAP server (RFC 3501), from SELECT to LOGOUT.
struct IMAPVisit {
    /// One untagged reply: its text, with the literals that stood in it taken out.
    struct Reply {
        var text: String
        var literals: [ArraySlice<UInt8>]
    }

    private let line: MailboxLine
    private let literalLimit: Int
    private var commands = 0
    private var validity = ""

    /// Opens the folder; who only looks leaves it as it is, down to which mails count as new.
    init(_ line: MailboxLine, folder: String, literalLimit: Int, onlyLooks: Bool = false) throws(TransportFault) {
        self.line = line
        self.literalLimit = literalLimit
        for reply in try command("\(onlyLooks ? "EXAMINE" : "SELECT") \(Self.quoted(folder))") {
            if let found = Self.number(behind: "[UIDVALIDITY ", in: reply.text) { validity = found }
        }
    }

    /// Mails that were not marked as deleted; only those that nobody has seen where `unseen` is set.
    mutating func waiting(unseen: Bool, _ limits: MailboxLimits) throws(TransportFault) -> [StoredMail] {
        var mails: [StoredMail] = []
        var bytes = 0
        for uid in try uids(unseen: unseen).sorted().prefix(limits.mails) where bytes < limits.bytes {
            guard let content = try content(of: uid, most: limits.mailBytes) else { continue }
            bytes += content.count
            mails.append(StoredMail(id: MailID(text: "\(validity):\(uid)"), bytes: content))
        }
        return mails
    }

    /// The same mails by their numbers alone.
    mutating func uids(unseen: Bool) throws(TransportFault) -> [Int64] {
        var uids: [Int64] = []
        for reply in try command("UID SEARCH UNDELETED\(unseen ? " UNSEEN" : "")") {
            let words = reply.text.split(separator: " ")
            guard words.first?.uppercased() == "SEARCH" else { continue }
            uids += words.dropFirst().compactMap { Int64($0) }
        }
        return uids
    }

    /// `PEEK` leaves the mail as it is; nil where somebody has removed it meanwhile.
    private mutating func content(of uid: Int64, most: Int) throws(TransportFault) -> [UInt8]? {
        for reply in try command("UID FETCH \(uid) (UID BODY.PEEK[]<0.\(most)>)") {
            guard let body = reply.text.firstRange(of: "BODY[]") else { continue }
            if let literal = reply.literals.first { return Array(literal) }
            return Self.quotedText(in: reply.text[body.upperBound...])
        }
        return nil
    }

    /// Does with mails what is to become of them; those of a folder that was made anew are left alone.
    mutating func settle(_ mails: [MailID], _ fate: MailFate) throws(TransportFault) {
        let uids = mails.compactMap { mail -> Int64? in
            let parts = mail.text.split(separator: ":")
            return parts.count == 2 && parts[0] == validity ? Int64(parts[1]) : nil
        }
        guard !uids.isEmpty else { return }
        let set = uids.map(String.init).joined(separator: ",")
        switch fate {
        case .mark: try command(#"UID STORE \#(set) +FLAGS.SILENT (\Seen)"#)
        case .delete: try delete(set, try capabilities())
        case .move(let folder): try move(set, to: folder, try capabilities())
        }
    }

    private mutating func move(
        _ set: String,
        to folder: String,
        _ capabilities: Set<String>
    ) throws(TransportFault) {
        let canMove = capabilities.contains("MOVE")
        let transfer = "UID \(canMove ? "MOVE" : "COPY") \(set) \(Self.quoted(folder))"
        if try !accepts(transfer) {
            // The folder may be missing; where it is not, the second try says what else is wrong.
            _ = try accepts("CREATE \(Self.quoted(folder))")
            try command(transfer)
        }
        if !canMove { try delete(set, capabilities) }
    }

    /// Without UIDPLUS (RFC 4315) the mails stay marked as deleted: to expunge them would take others' along.
    private mutating func delete(_ set: String, _ capabilities: Set<String>) throws(TransportFault) {
        try command(#"UID STORE \#(set) +FLAGS.SILENT (\Deleted)"#)
        if capabilities.contains("UIDPLUS") { try command("UID EXPUNGE \(set)") }
    }

    private mutating func capabilities() throws(TransportFault) -> Set<String> {
        var found: Set<String> = []
        for reply in try command("CAPABILITY") where reply.text.uppercased().hasPrefix("CAPABILITY ") {
            found.formUnion(reply.text.uppercased().split(separator: " ").dropFirst().map(String.init))
        }
        return found
    }

    /// Takes leave; whether the server answers is nobody's concern any more.
    mutating func leave() { try? line.send("D\(commands + 1) LOGOUT") }
}

// MARK: - Commands and replies

extension IMAPVisit {
    /// Sends a command; throws where the server does not do it.
    @discardableResult
    private mutating func command(_ text: String) throws(TransportFault) -> [Reply] {
        let (isDone, replies) = try exchange(text)
        guard isDone else {
            let verb = text.split(separator: " ").prefix(2).filter { $0.allSatisfy(\.isLetter) }
            throw TransportFault(.protocolViolation, "server refused `\(verb.joined(separator: " "))`")
        }
        return replies
    }

    private mutating func accepts(_ text: String) throws(TransportFault) -> Bool { try exchange(text).isDone }

    private mutating func exchange(_ text: String) throws(TransportFault) -> (isDone: Bool, replies: [Reply]) {
        commands += 1
        let tag = "D\(commands)"
        try line.send("\(tag) \(text)")
        var replies: [Reply] = []
        while true {
            let reply = try reply()
            if reply.text.hasPrefix("* ") {
                let bare = reply.text.dropFirst(2)
                guard !bare.uppercased().hasPrefix("BYE") else {
                    throw TransportFault(.connectionLost, "server took leave")
                }
                replies.append(Reply(text: String(bare), literals: reply.literals))
            } else if reply.text.hasPrefix("\(tag) ") {
                let status = reply.text.dropFirst(tag.count + 1).prefix { $0 != " " }.uppercased()
                return (status == "OK", replies)
            } else if !reply.text.hasPrefix("+") {
                throw TransportFault(.protocolViolation, "server answered with what is no IMAP")
            }
        }
    }

    /// A line, and where it ends in the length of a literal, that literal and the line that goes on behind it.
    private func reply() throws(TransportFault) -> Reply {
        var reply = Reply(text: "", literals: [])
        while true {
            let text = String(decoding: try line.line(), as: UTF8.self)
            guard let length = Self.literalLength(at: text) else {
                reply.text += text
                return reply
            }
            guard length <= literalLimit, reply.literals.count < 16 else {
                throw TransportFault(.responseTooLarge, "server sent more than was asked for")
            }
            reply.text += text
            reply.literals.append(try line.bytes(length))
        }
    }

    private static func literalLength(at text: String) -> Int? {
        guard text.hasSuffix("}"), let open = text.lastIndex(of: "{") else { return nil }
        return Int(text[text.index(after: open)...].dropLast())
    }

    private static func number(behind word: String, in text: String) -> String? {
        guard let range = text.firstRange(of: word) else { return nil }
        let digits = text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? nil : String(digits)
    }

    /// A very short body may come as a quoted string.
    private static func quotedText(in text: Substring) -> [UInt8]? {
        guard let open = text.firstIndex(of: "\"") else { return nil }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text[text.index(after: open)...].utf8 {
            if isEscaped || (byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")) {
                bytes.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                return bytes
            }
        }
        return nil
    }

    private static func quoted(_ folder: String) -> String {
        "\"" + folder.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
