/// What is shown of a message, by its channel.
package enum Likeness: Hashable, Sendable {
    case email(Email)
    case sms(Text)
    case voice(Call)
    case letter(Letter)

    /// A mail.
    package struct Email: Hashable, Sendable {
        /// The lines above the body: name and value.
        package var headers: [Header]
        /// One line.
        package var subject: String
        /// The plain-text part.
        package var text: String
        /// Whether there is an HTML part, the piece `email.html`.
        package var hasHTML: Bool

        package init(headers: [Header], subject: String, text: String, hasHTML: Bool) {
            self.headers = headers
            self.subject = subject
            self.text = text
            self.hasHTML = hasHTML
        }
    }

    /// A header of a mail.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A text message.
    package struct Text: Hashable, Sendable {
        /// Who it seems to come from.
        package var sender: String
        /// The text in the pieces in which it travels.
        package var segments: [String]
        /// `GSM-7` or `UCS-2`.
        package var encoding: String
        /// Septets or code units in all.
        package var units: Int
        /// Units that the last segment has room for.
        package var unitsLeft: Int
        /// The character that forces UCS-2; nil in GSM-7.
        package var culprit: Culprit?

        package init(
            sender: String,
            segments: [String],
            encoding: String,
            units: Int,
            unitsLeft: Int,
            culprit: Culprit?
        ) {
            self.sender = sender
            self.segments = segments
            self.encoding = encoding
            self.units = units
            self.unitsLeft = unitsLeft
            self.culprit = culprit
        }

        /// The whole text.
        package var whole: String { segments.joined() }
    }

    /// A character outside of the alphabet of text messages.
    package struct Culprit: Hashable, Sendable {
        package var character: String
        /// Its place in the text, from 1.
        package var place: Int

        package init(character: String, place: Int) {
            self.character = character
            self.place = place
        }
    }

    /// A call.
    package struct Call: Hashable, Sendable {
        /// What is said, paragraph by paragraph.
        package var paragraphs: [String]
        /// The script as SSML.
        package var script: String
        /// How long it takes to say, in milliseconds; nil where no voice is installed.
        package var milliseconds: Int?
        /// The key that opts out.
        package var optOutKey: String?

        package init(paragraphs: [String], script: String, milliseconds: Int?, optOutKey: String?) {
            self.paragraphs = paragraphs
            self.script = script
            self.milliseconds = milliseconds
            self.optOutKey = optOutKey
        }
    }

    /// A letter; its pages are the pieces `letter.pdf` and `letter-1.png`….
    package struct Letter: Hashable, Sendable {
        /// The lines in the window.
        package var recipient: [String]
        package var pages: Int
        package var sheets: Int
        /// What it weighs in its envelope.
        package var grams: Int
        /// The step of the postage table: `up to 20 g`.
        package var postage: String
        /// Such as `din5008-b`.
        package var envelope: String

        package init(
            recipient: [String],
            pages: Int,
            sheets: Int,
            grams: Int,
            postage: String,
            envelope: String
        ) {
            self.recipient = recipient
            self.pages = pages
            self.sheets = sheets
            self.grams = grams
            self.postage = postage
            self.envelope = envelope
        }
    }
}
