import Dunning
import Foundation
import Templates

extension Shelf {
    /// The shipped rules with templates of a few words, so that thousands of runs take no longer than they must.
    static let plain = Result { try Shelf.shipped.get().plain() }

    private func plain() throws -> Shelf {
        let kept = try Shelf.shippedTemplates { $0.hasPrefix("_labels/") || $0.hasPrefix("_disclosures/") }
        var files = kept
        for name in ["reminder", "second-notice"] {
            for (part, text) in Shelf.plainParts {
                files.append(SourceFile(path: "\(name)/\(part)", bytes: Array(text.utf8)))
            }
        }
        let (templates, problems) = TemplateLibrary.load(files: files, root: "templates")
        guard let templates else { throw Unreadable(diagnostics: problems) }
        var shelf = self
        shelf.templates = templates
        return shelf
    }

    private static let plainParts = [
        "template.toml": """
        title = "A few words"
        purpose = "reminder"
        level = 1
        channels = ["email", "sms", "voice"]
        """,
        "de/email.subject.mustache": "Rechnung",
        "de/email.txt.mustache": "Bitte zahlen. {{#disclosures}}{{text}} {{/disclosures}}",
        "de/sms.txt.mustache": "Bitte zahlen. {{#disclosures}}{{text}} {{/disclosures}}",
        "de/voice.ssml.mustache": "<speak><p>Bitte zahlen.</p>{{#disclosures}}<p>{{text}}</p>{{/disclosures}}</speak>",
        "en/email.subject.mustache": "Invoice",
        "en/email.txt.mustache": "Please pay. {{#disclosures}}{{text}} {{/disclosures}}",
        "en/sms.txt.mustache": "Please pay. {{#disclosures}}{{text}} {{/disclosures}}",
        "en/voice.ssml.mustache": "<speak><p>Please pay.</p>{{#disclosures}}<p>{{text}}</p>{{/disclosures}}</speak>",
    ]
}
