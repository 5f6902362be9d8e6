package import Dunning

/// What came of rendering a message.
package enum Showing: Sendable {
    case rendered(Rendition)
    /// Nothing can be shown, and why.
    case failed([Problem])
}

/// What is wrong, with the line that it is about.
package struct Problem: Hashable, Sendable {
    /// What is wrong, where, and what mends it.
    package var diagnostic: Diagnostic
    /// The line of the file; nil where the place is in no file that was read.
    package var excerpt: String?

    package init(_ diagnostic: Diagnostic, excerpt: String? = nil) {
        self.diagnostic = diagnostic
        self.excerpt = excerpt
    }

    package var isError: Bool { diagnostic.severity == .error }
}

/// What there is to choose from.
package struct Catalogue: Hashable, Sendable {
    package var templates: [Entry]
    package var samples: [Sample]

    /// A template.
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var title: String
        package var channels: [Channel]
        package var locales: [String]
        /// Variants by name; empty where there are none.
        package var variants: [String]
        /// Whether it cannot be used as it is.
        package var isBroken: Bool

        package init(
            name: String,
            title: String,
            channels: [Channel],
            locales: [String],
            variants: [String] = [],
            isBroken: Bool = false
        ) {
            self.name = name
            self.title = title
            self.channels = channels
            self.locales = locales
            self.variants = variants
            self.isBroken = isBroken
        }
    }

    /// An action to preview with.
    package struct Sample: Hashable, Sendable {
        package var name: String
        /// Who the debtor is, for people.
        package var label: String

        package init(name: String, label: String) {
            self.name = name
            self.label = label
        }
    }

    package init(templates: [Entry], samples: [Sample]) {
        self.templates = templates
        self.samples = samples
    }

    package func entry(_ name: String) -> Entry? { templates.first { $0.name == name } }
}
