import Dunning
import Foundation
import Testing

@testable import Channels

struct CallScriptTests {
    private func twiml(_ script: String, language: String = "en-US") throws -> String {
        String(decoding: try TwilioTests.calls().seal(Sample.call(script, language: language)).bytes, as: UTF8.self)
    }

    @Test func `a script becomes one Say a paragraph, with rests between`() throws {
        let script = """
            <?xml version="1.0"?>
            <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">
            <p><s>Hello &amp; welcome.</s></p>
            <break time="1500ms"/>
            <p>Call <say-as interpret-as="telephone">+12025550100</say-as>.</p>
            <break time="400ms"/>
            Bye.
            </speak>
            """
        let expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Say voice="Polly.Joanna" language="en-US"><s>Hello &amp; welcome.</s></Say><Pause length="2"/>\
            <Say voice="Polly.Joanna" language="en-US">Call <say-as interpret-as="telephone">+12025550100</say-as>.</Say>\
            <Say voice="Polly.Joanna" language="en-US">
            <break time="400ms"/>
            Bye.
            </Say><Hangup/></Response>

            """
        #expect(try twiml(script) == expected)
    }

    @Test(arguments: [
        "", "Hello", "<speak>", "<p>Hello</p>", "<speak><audio src=\"http://x/\"/></speak>",
        "<speak><p onload=\"x\">a</p></speak>",
        "<!DOCTYPE speak [<!ENTITY x \"y\">]><speak>&x;</speak>", "<speak>&x;</speak>", "<speak><?php x ?>a</speak>",
        "<speak><Say>a</Say></speak>", "<speak><p xml:lang=\"de\">a</p></speak>",
        "<speak><lang xml:lang=\"de\">a</lang></speak>",
        "<speak>" + String(repeating: "<p>", count: 40) + "a" + String(repeating: "</p>", count: 40) + "</speak>",
        "<speak>a</speak><speak>b</speak>", "<speak>\u{1}</speak>",
        "<speak>" + String(repeating: "a", count: 70_000) + "</speak>",
    ])
    func `anything but plain SSML is refused for good`(script: String) throws {
        let refusal = #expect(throws: Refusal.self) { try TwilioTests.calls().seal(Sample.call(script)) }
        #expect(refusal?.code == "bad-script")
        #expect(refusal?.class == .permanent)
    }

    @Test func `a script that says nothing, or too much, is refused`() {
        let empty = #expect(throws: Refusal.self) { try TwilioTests.calls().seal(Sample.call("<speak> <p/> </speak>")) }
        #expect(empty?.code == "empty-text")
        let long = "<speak>" + String(repeating: "word ", count: 900) + "</speak>"
        let refusal = #expect(throws: Refusal.self) { try TwilioTests.calls().seal(Sample.call(long)) }
        #expect(refusal?.code == "text-too-long")
    }

    @Test(
        arguments: [
            ("de-DE", "de-DE"), ("de-AT", "de-DE"), ("de", "de-DE"), ("fr-CH", "fr-FR"), ("fr-CA", "fr-CA"),
            ("en-GB", "en-GB"),
            ("en-NZ", "en-US"), ("ja-JP", "ja-JP"), ("pt-BR", "pt-BR"), ("zh-Hant-TW", nil), ("tlh", nil), ("", nil),
            ("d", nil), ("DE-de", "de-DE"), ("es-Latn-MX", "es-MX"),
        ] as [(String, String?)]
    )
    func `a language is spoken by a voice of its own, or not at all`(tag: String, language: String?) {
        #expect(Voices.voice(for: tag)?.language == language)
    }

    @Test func `a language without a voice is refused`() {
        let refusal = #expect(throws: Refusal.self) {
            try TwilioTests.calls().seal(Sample.call(language: "el-GR"))
        }
        #expect(refusal?.code == "no-voice")
    }

    @Test func `a key is offered only where somebody hears of it`() throws {
        let offering = Sample.call(key: "9", confirmation: "Done.")
        let sealed = try TwilioTests.calls().seal(offering)
        #expect(String(decoding: sealed.bytes, as: UTF8.self).contains(#"<Gather input="dtmf" numDigits="1""#))
        let deaf = TwilioTests.calls(TwilioTests.options(isCalledBack: false))
        let refusal = #expect(throws: Refusal.self) { try deaf.seal(offering) }
        #expect(refusal?.code == "no-public-url")
        #expect(throws: Never.self) { try deaf.seal(Sample.call()) }
    }

    @Test func `the key's address can break nothing`() throws {
        let say = "\"/><Dial>+1900</Dial> & <b> 停止しました"
        let sealed = try TwilioTests.calls().seal(Sample.call(key: "9", confirmation: say))
        let text = String(decoding: sealed.bytes, as: UTF8.self)
        #expect(!text.contains("<Dial>"))
        #expect(text.components(separatedBy: "<Gather").count == 2)
    }

    @Test func `sealing twice gives the same bytes`() throws {
        let delivery = Sample.call(key: "9", confirmation: "Done.")
        #expect(try TwilioTests.calls().seal(delivery) == TwilioTests.calls().seal(delivery))
    }

    @Test func `what goes on the journal of a call holds nothing of what is said`() throws {
        let notes = try TwilioTests.calls().seal(Sample.call("<speak>For Jana Beispiel, about 12 euros</speak>")).notes
        #expect(notes == ["voice": "Polly.Joanna"])
    }
}
