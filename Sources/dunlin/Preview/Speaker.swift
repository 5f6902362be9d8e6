import Foundation

/// Speaks scripts by espeak-ng, so that authors hear what they wrote; no voice of a provider sounds like it.
struct Speaker: Sendable {
    /// What was spoken.
    struct Recording: Sendable {
        let wav: [UInt8]
        let milliseconds: Int
    }

    private let tool: Tool

    /// Nil where espeak-ng is not installed.
    init?() {
        guard let tool = Tool(named: "espeak-ng") else { return nil }
        self.tool = tool
    }

    /// A WAV of the script; nil where no voice speaks the language.
    func recording(of ssml: String, locale: String) async -> Recording? {
        await Scratch.during { folder in
            let script = folder.appending(path: "script.ssml")
            let wav = folder.appending(path: "voice.wav")
            guard (try? Data(Speaker.dialled(ssml).utf8).write(to: script)) != nil else { return nil }
            for voice in [locale.lowercased(), String(locale.lowercased().prefix { $0 != "-" })]
            where await tool.run(["-m", "-v", voice, "-w", wav.path, "-f", script.path]) {
                guard let data = try? Data(contentsOf: wav) else { return nil }
                let bytes = [UInt8](data)
                return Speaker.milliseconds(of: bytes).map { Recording(wav: bytes, milliseconds: $0) }
            }
            return nil
        } ?? nil
    }

    /// The script with telephone numbers as single digits: espeak-ng reads them as numbers else.
    static func dialled(_ ssml: String) -> String {
        ssml.replacing(/<say-as\s+interpret-as=["']telephone["']\s*>([^<]*)<\/say-as>/) { match in
            let digits = match.output.1.filter { $0.isNumber || $0 == "+" }.map(String.init)
            return digits.joined(separator: " ")
        }
    }

    /// How long a WAV plays: the bytes of its data by the bytes of a second.
    static func milliseconds(of wav: [UInt8]) -> Int? {
        guard wav.count >= 12, wav[0..<4].elementsEqual("RIFF".utf8), wav[8..<12].elementsEqual("WAVE".utf8) else {
            return nil
        }
        var rate: Int?
        var place = 12
        while place + 8 <= wav.count {
            let size = number(wav, at: place + 4)
            if wav[place..<place + 4].elementsEqual("fmt ".utf8), place + 20 <= wav.count {
                rate = number(wav, at: place + 16)
            }
            if wav[place..<place + 4].elementsEqual("data".utf8), let rate, rate > 0 {
                return min(size, wav.count - place - 8) * 1_000 / rate
            }
            place += 8 + size + size % 2
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], at place: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
