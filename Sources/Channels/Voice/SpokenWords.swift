/// What a voice says of a script, for people to read.
public enum SpokenWords {
    /// The words without marks, one text for each paragraph; empty where the script is none.
    public static func paragraphs(of ssml: String) -> [String] {
        guard let script = try? SpeechScript(ssml) else { return [] }
        var paragraphs: [[SpeechScript.Piece]] = [[]]
        for piece in script.pieces {
            if case .element("p", _, let inner) = piece {
                paragraphs += [inner, []]
            } else {
                paragraphs[paragraphs.count - 1].append(piece)
            }
        }
        return paragraphs.map(SpeechScript.plain).filter { !$0.isEmpty }
    }
}
