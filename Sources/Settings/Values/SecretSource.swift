import Foundation

/// Finds secrets where a configuration says that they stand.
public struct SecretSource: Sendable {
    /// The text behind a reference.
    public let find: @Sendable (SecretReference) throws(SecretMissing) -> String

    /// A source of one's own, such as a vault.
    public init(_ find: @escaping @Sendable (SecretReference) throws(SecretMissing) -> String) { self.find = find }

    /// Variables from the given environment, files from the disk.
    public static func standard(environment: [String: String]) -> SecretSource {
        SecretSource { reference throws(SecretMissing) in
            switch reference {
            case .environment(let name):
                guard let text = environment[name], !text.isEmpty else {
                    throw SecretMissing("the variable `\(name)` is not set", mend: "set it, or name a `file`")
                }
                return text
            case .file(let path):
                return try contents(ofFile: path)
            }
        }
    }

    private static func contents(ofFile path: String) throws(SecretMissing) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SecretMissing("the file `\(path)` cannot be read", mend: "create it, readable for dunlin alone")
        }
        guard data.count <= 64 << 10, let text = String(data: data, encoding: .utf8) else {
            throw SecretMissing("the file `\(path)` holds no text", mend: "write the secret into it, and nothing else")
        }
        let line = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !line.isEmpty, !line.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw SecretMissing("the file `\(path)` holds no line with a secret", mend: "write one line into it")
        }
        return line
    }
}
