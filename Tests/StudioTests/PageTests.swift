import Dunning
import Pages
import Testing

@testable import Studio

struct PageTests {
    private static let hostile = "<script>alert(1)</script>\u{202E}\"'&"

    @Test(
        arguments: [
            ("<p>{{none}}</p>", 4, "<mark>{{none}}</mark>&lt;/p&gt;"), ("a<b", 2, "a<mark>&lt;</mark>b"),
            ("abc", 4, "abc<mark class=\"end\"> </mark>"), ("abc", 900, "abc<mark class=\"end\"> </mark>"),
            ("{{open", 1, "<mark>{</mark>{open"), ("", 1, "<mark class=\"end\"> </mark>"),
        ]
    )
    func `an error shows its line with the place marked`(line: String, column: Int, marked: String) {
        let place = Place(file: "templates/a/de/sms.txt.mustache", line: 3, column: column)
        let html = ProblemView(problems: [Problem(Diagnostic(at: place, "wrong", mend: "mend"), excerpt: line)]).html
        #expect(html.source.contains("sms.txt.mustache<b>:3:\(column)</b>"))
        #expect(html.source.contains(marked), "\(html.source)")
    }

    @Test(arguments: Channel.allCases)
    func `what stands in a message is text in the page around it`(channel: Channel) {
        let rendition = Rendition.sample(channel, saying: Self.hostile)
        let page = StudioPage(
            catalogue: Catalogue(templates: [], samples: [Catalogue.Sample(name: "s", label: Self.hostile)]),
            generation: 1,
            address: StudioAddress(selection: rendition.selection),
            sight: Sight(
                selection: rendition.selection,
                rendition: rendition,
                isStale: false,
                problems: [
                    Problem(Diagnostic(at: Place(file: Self.hostile, line: 1), Self.hostile), excerpt: Self.hostile)
                ],
                reading: 1
            )
        )
        let source = page.html.source
        #expect(!source.contains("<script>alert") && !source.contains("\u{202E}"))
        #expect(source.contains("&lt;script&gt;alert(1)"))
    }

    @Test func `the character that makes a text dear is marked where it stands, also in a later segment`() {
        let culprit = Likeness.Culprit(character: "ê", place: 6)
        let text = Likeness.Text(
            sender: "Acme",
            segments: ["abcd", "eêf"],
            encoding: "UCS-2",
            units: 7,
            unitsLeft: 60,
            culprit: culprit
        )
        let html = PhoneView(text: text).html.source
        #expect(html.contains(">abcd</span>") && html.contains(">e<mark>ê</mark>f</span>"), "\(html)")
    }

    @Test func `the last good message is shown dimmed below the errors`() {
        let rendition = Rendition.sample(.sms, saying: "good")
        let error = Problem(Diagnostic(at: Place(file: "a", line: 1, column: 1), "bad"))
        let page = { (isStale: Bool) in
            StudioPage(
                catalogue: Catalogue(templates: [], samples: []),
                generation: 1,
                address: StudioAddress(selection: rendition.selection),
                sight: Sight(
                    selection: rendition.selection,
                    rendition: rendition,
                    isStale: isStale,
                    problems: isStale ? [error] : [],
                    reading: 1
                )
            ).html.source
        }
        #expect(
            page(true).contains("One error") && page(true).contains("is-light stale") && page(true).contains("good")
        )
        #expect(!page(false).contains("stale") && !page(false).contains("One error"))
    }

    @Test(
        arguments: [
            "template=note&locale=de&channel=sms&sample=jana%2Bone%20%26%20two&at=2031-03-04T10:00:00Z&width=phone&theme=dark",
            "template=note&channel=letter&overlay=on",
        ]
    )
    func `an address says what is chosen, and is read back as such`(query: String) {
        let address = StudioAddress(query: query)
        #expect(StudioAddress(query: address.query) == address)
        #expect(address.selection.template == "note")
    }

    @Test(arguments: ["2031-03-04T10:00", "2031-03-04T10:00:00", "2031-03-04T10:00:00Z"])
    func `a browser's field for date and time is read as UTC`(text: String) {
        #expect(StudioAddress(query: "at=\(text)").selection.at == Instant(rfc3339: "2031-03-04T10:00:00Z"))
    }

    @Test func `nonsense in an address chooses nothing`() {
        let address = StudioAddress(query: "channel=pigeon&at=soon&width=9&theme=&locale=&x=%zz")
        #expect(address == StudioAddress(selection: Selection(template: "", locale: nil, channel: .email, sample: nil)))
    }

    @Test func `a gallery tells which messages cannot be sent, and why`() throws {
        let date = try #require(Instant(rfc3339: "2031-03-04T10:00:00Z"))
        let good = Rendition.sample(.sms, saying: "good")
        var bad = good.selection
        bad.channel = .email
        let error = Problem(
            Diagnostic(at: Place(file: "note/de/email.html.mustache", line: 7, column: 2), "is missing")
        )
        let gallery = Gallery(
            items: [
                Gallery.Item(good.selection, .rendered(good)), Gallery.Item(bad, .failed([error])),
            ],
            catalogue: Catalogue(
                templates: [Catalogue.Entry(name: "note", title: "A note", channels: [.sms, .email], locales: ["de"])],
                samples: []
            ),
            date: date
        )
        let index = try #require(gallery.files.first { $0.name == "index.html" })
        let page = String(decoding: index.bytes, as: UTF8.self)
        #expect(page.contains("1 cannot be sent") && page.contains("email.html.mustache<b>:7:2</b>"))
        #expect(page.contains("href=\"messages/note/de/jana/sms/index.html\""))
        #expect(Gallery.files(of: gallery.items[0]).map(\.name).contains("messages/note/de/jana/sms/sms.txt"))
        #expect(Gallery.plain("../a b/c") == "..-a-b-c")
    }
}

extension Rendition {
    /// A message of each channel that says something.
    static func sample(_ channel: Channel, saying words: String) -> Rendition {
        let content: Likeness =
            switch channel {
            case .email:
                .email(Likeness.Email(headers: [.init("To", words)], subject: words, text: words, hasHTML: true))
            case .sms:
                .sms(
                    Likeness.Text(
                        sender: words,
                        segments: [words],
                        encoding: "GSM-7",
                        units: 4,
                        unitsLeft: 156,
                        culprit: nil
                    )
                )
            case .voice:
                .voice(Likeness.Call(paragraphs: [words], script: words, milliseconds: nil, optOutKey: "9"))
            case .letter:
                .letter(
                    Likeness.Letter(
                        recipient: [words],
                        pages: 1,
                        sheets: 1,
                        grams: 10,
                        postage: words,
                        envelope: words
                    )
                )
            }
        return Rendition(
            selection: Selection(template: "note", locale: "de", channel: channel, sample: "jana"),
            title: words,
            revision: words,
            locale: "de",
            formatLocale: "de-AT",
            provider: words,
            creditor: words,
            recipient: words,
            date: Instant(milliseconds: 0),
            disclosures: [words],
            content: content,
            cost: Cost(total: words, how: words),
            verdict: Verdict(
                isOpen: false,
                earliest: nil,
                summary: words,
                reasons: [Verdict.Reason(because: words, source: words)],
                json: [:]
            ),
            files: [Piece("\(channel.rawValue == "voice" ? "voice.ssml" : "sms.txt")", "text/plain", Array(words.utf8))]
        )
    }
}
