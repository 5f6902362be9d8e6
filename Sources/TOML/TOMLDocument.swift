import CTomlPlusPlus

/// A TOML file as a tree of values, each with its line and column.
public struct TOMLDocument: Sendable, Hashable {
    /// The file's name, as problems will cite it.
    public let file: String
    /// The top level.
    public var root: TOMLTable

    /// Wraps a table that was made elsewhere.
    public init(root: TOMLTable, file: String) {
        self.root = root
        self.file = file
    }

    /// Reads TOML 1.0 from text.
    ///
    /// - Throws: The first syntax error, with its place. A parser can't tell what follows one, so it is the only one.
    public init(text: String, file: String) throws(TOMLProblem) {
        try self.init(bytes: Array(text.utf8), file: file)
    }

    /// Reads TOML 1.0 from the bytes of a file.
    ///
    /// - Throws: The first syntax error, which includes bytes that are not UTF-8.
    public init(bytes: [UInt8], file: String) throws(TOMLProblem) {
        let builder = TOMLTreeBuilder()
        var error = ctoml_error()
        let isRead = bytes.withUnsafeBytes { buffer in
            ctoml_parse(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                buffer.count,
                Unmanaged.passUnretained(builder).toOpaque(),
                { context, event in
                    guard let context, let event else { return }
                    Unmanaged<TOMLTreeBuilder>.fromOpaque(context).takeUnretainedValue().take(event.pointee)
                },
                &error
            )
        }
        guard isRead, let root = builder.root else {
            throw TOMLProblem(
                file: file,
                position: TOMLPosition(error.position),
                keyPath: "",
                message: TOMLSyntaxMessage.clean(message(of: error))
            )
        }
        self.init(root: root, file: file)
    }
}

/// The message of an error; one that was cut within a character is mended, not refused.
private func message(of error: ctoml_error) -> String {
    withUnsafeBytes(of: error.message) { String(decoding: $0.prefix(error.message_count), as: UTF8.self) }
}
