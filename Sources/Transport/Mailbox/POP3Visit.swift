/// A visit to a POP3 server (RFC 1939), from the login to QUIT, which alone makes deletions good.
struct POP3Visit {
    private let line: MailboxLine
    /// The numbers of the mails in this visit, by the names that they keep.
    private let numbers: [(name: String, number: Int)]

    /// Asks which mails there are.
    init(_ line: MailboxLine) throws(TransportFault) {
        self.line = line
        try line.send("UIDL")
        guard try Self.isFine(line) else {
            throw TransportFault(.protocolViolation, "server has no UIDL, so no mail could be known again")
        }
        var numbers: [(String, Int)] = []
        while true {
            let entry = String(decoding: try line.line(), as: UTF8.self)
            if entry == "." { break }
            let words = entry.split(separator: " ")
            guard words.count == 2, let number = Int(words[0]) else {
                throw TransportFault(.protocolViolation, "server answered UIDL with what is none")
            }
            numbers.append((String(words[1]), number))
        }
        self.numbers = numbers
    }

    /// How many mails there are.
    var count: Int { numbers.count }

    /// All mails, as far as the limits go.
    func waiting(_ limits: MailboxLimits) throws(TransportFault) -> [StoredMail] {
        var mails: [StoredMail] = []
        var bytes = 0
        for (name, number) in numbers.prefix(limits.mails) where bytes < limits.bytes {
            try line.send("RETR \(number)")
            guard try Self.isFine(line) else { continue }
            let content = try content(most: limits.mailBytes)
            bytes += content.count
            mails.append(StoredMail(id: MailID(text: name), bytes: content))
        }
        return mails
    }

    /// The lines up to the single dot; what is behind the limit is read and forgotten, since POP3 cannot break off.
    private func content(most: Int) throws(TransportFault) -> [UInt8] {
        var content: [UInt8] = []
        while true {
            let text = try line.line()
            if text.elementsEqual([UInt8(ascii: ".")]) { return content }
            guard content.count < most else { continue }
            content += text.first == UInt8(ascii: ".") ? text.dropFirst() : text
            content += [0x0D, 0x0A]
        }
    }

    /// Deletes mails; they are gone once QUIT was answered.
    func delete(_ mails: [MailID]) throws(TransportFault) {
        let names = Set(mails.map(\.text))
        for (name, number) in numbers where names.contains(name) {
            try line.send("DELE \(number)")
            guard try Self.isFine(line) else { throw TransportFault(.protocolViolation, "server refused `DELE`") }
        }
        try line.send("QUIT")
        guard try Self.isFine(line) else { throw TransportFault(.protocolViolation, "server refused `QUIT`") }
    }

    /// Takes leave; whether the server answers is nobody's concern any more.
    func leave() { try? line.send("QUIT") }

    private static func isFine(_ line: MailboxLine) throws(TransportFault) -> Bool {
        let answer = try line.line()
        if answer.starts(with: "+OK".utf8) { return true }
        if answer.starts(with: "-ERR".utf8) { return false }
        throw TransportFault(.protocolViolation, "server answered with what is no POP3")
    }
}
