import Dunning
import Foundation
import Testing

/// The short form of `make chaos`; docs/testing.md tells what it proves.
@Suite(.timeLimit(.minutes(10)))
struct ChaosTests {
    @Test(arguments: [["--faults", "0"], ["--faults", "40"]])
    func `workers killed at random moments send nothing twice, lose nothing and keep the cap`(options: [String])
        async throws
    {
        let seed = String(UInt32.random(in: 0...UInt32.max))
        let program = try Checkout.program()
        let chaos = URL(filePath: program).deletingLastPathComponent().appending(path: "dunlin-chaos").path()
        let folder = try Workplace()
        let child = try Child(
            Child.Order(
                arguments: [
                    chaos, "--actions", "300", "--kills", "12", "--seed", seed, "--program", program,
                    "--root", Checkout.path(""), "--directory", folder.folder.path(), "--json",
                ] + options,
                folder: folder.folder
            )
        )
        let status = await child.exit()
        let log = "seed \(seed): \(child.complaints)"
        #expect(status == 0, "\(log)")
        let report = try JSON(parsing: child.text)
        #expect(report["doubled"] == 0 && report["lost"] == 0 && report["overCap"] == 0, "\(log)\(report)")
        #expect(report["kills"] == 12 && report["journal"] == "sound", "\(log)\(report)")
        // Most actions come to their own end: where everything stood under review, the test would prove little.
        #expect(report["delivered"]?.integer ?? 0 > 200 && report["review"]?.integer ?? 300 < 150, "\(log)\(report)")
    }
}
