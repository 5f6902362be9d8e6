import Dunning
import Foundation
import Settings
import Templates

/// What the law gives for late payment, read from the folder `interest` beside the rule packs.
enum InterestShelf {
    /// Reads everything; stops where a creditor asks for what no file of the folder tells.
    static func open(_ settings: Settings, _ console: Console) throws -> LatePaymentLaw {
        let claimants = settings.creditors.values.filter { $0.latePayment == .statutory }.sorted { $0.id < $1.id }
        guard let first = claimants.first else { return .none }
        let folder = settings.folders.rules + "/interest"
        guard FileManager.default.fileExists(atPath: folder) else {
            throw Stop(
                "creditor `\(first.id)` asks for statutory interest, but there is no folder `\(folder)`",
                hint: "put the rates there, or take `late_payment` out",
                code: .configuration
            )
        }
        let (law, diagnostics) = LatePaymentLaw.reading(try Files.folder(folder, endings: [".toml"]))
        guard let law else {
            console.show(diagnostics.map { $0.inFolder(folder) })
            throw Stop("the rates in `\(folder)` cannot be used", code: .configuration)
        }
        for creditor in claimants where !law.knows(creditor.country) {
            throw Stop(
                "creditor `\(creditor.id)` asks for statutory interest, but no file of `\(folder)` has `[law.\(creditor.country)]`",
                hint: "known: \(law.knownCountries.joined(separator: ", "))",
                code: .configuration
            )
        }
        return law
    }
}
