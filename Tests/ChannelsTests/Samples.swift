import Channels
import Dunning
import Foundation
import Transport

/// Deliveries as the dispatcher makes them.
enum Sample {
    static let creditor = Creditor(
        id: CreditorID(trusted: "acme"),
        name: "Acme Energy GmbH",
        role: .creditor,
        country: "DE",
        locale: "de-DE"
    )
    static let date = Instant(seconds: 1_793_520_000)

    static func delivery(_ message: Message, attempt: String = "A1.1", creditor: String = "acme") -> Delivery {
        var sender = Sample.creditor
        sender.id = CreditorID(trusted: creditor)
        let attempt = Attempt(
            id: AttemptID(trusted: attempt),
            action: ActionID(trusted: "A1"),
            debtor: DebtorID(trusted: "P1"),
            debt: DebtID(trusted: "D1"),
            account: nil,
            group: nil,
            step: 0,
            point: ContactPoint(channel: message.channel, value: nil),
            mode: nil,
            purpose: .reminder,
            template: TemplateID(trusted: "reminder"),
            provider: ProviderID(trusted: "x.primary"),
            disclosures: [],
            decidedAt: date,
            openUntil: nil
        )
        return Delivery(attempt: attempt, creditor: sender, message: message, date: date)
    }

    static func sms(_ text: String = "Hallo", to: String = "+4915112345678") -> Delivery {
        delivery(.sms(SMSMessage(to: to, text: text, language: "de-DE")))
    }

    static func call(
        _ script: String = "<speak><p><s>Hello.</s></p></speak>",
        language: String = "en-US",
        key: Character? = nil,
        confirmation: String? = nil
    ) -> Delivery {
        delivery(
            .voice(
                VoiceMessage(
                    to: "+12025550100",
                    script: script,
                    language: language,
                    optOutKey: key,
                    optOutConfirmation: confirmation
                )
            )
        )
    }

    static func letter(attempt: String = "A1.1", pdf: String = "%PDF-1.7 letter", country: String = "DE") -> Delivery {
        delivery(
            .letter(
                LetterMessage(
                    recipient: ["Jana Beispiel", "Musterstr. 2", "50667 Köln"],
                    country: country,
                    pdf: Array(pdf.utf8),
                    pages: 2
                )
            ),
            attempt: attempt
        )
    }

    static func email(
        to: String = "jana@example.com",
        name: String = "Jana Beispiel",
        subject: String = "Ihre Rechnung",
        text: String = "Guten Tag\n",
        html: String? = nil,
        attempt: String = "A1.1",
        unsubscribe: String? = nil,
        isOneClick: Bool = true,
        references: [String] = []
    ) -> Delivery {
        delivery(
            .email(
                EmailMessage(
                    to: to,
                    toName: name,
                    subject: subject,
                    text: text,
                    html: html,
                    language: "de-DE",
                    unsubscribe: unsubscribe,
                    isOneClick: isOneClick,
                    references: references.map { AttemptID(trusted: $0) }
                )
            ),
            attempt: attempt
        )
    }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// An independent reader: Python's standard library.
enum Python {
    struct Failed: Error {
        let status: Int32
        let output: String
    }

    /// Runs a program that reads JSON from a file and prints JSON.
    static func run(_ program: String, _ input: JSON) throws -> JSON {
        try withFolder { folder in
            let file = folder + "/input.json"
            try Data(input.canonicalBytes).write(to: URL(fileURLWithPath: file))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
            process.arguments = ["-c", program, file]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failed(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
            }
            return try JSON(parsing: Array(bytes))
        }
    }
}

/// Lends an empty folder and removes it.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "channels-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// Lends an empty folder and removes it.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = NSTemporaryDirectory() + "channels-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
