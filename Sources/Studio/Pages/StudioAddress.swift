import Dunning
import Foundation

/// A selection, and how it is looked at, as the query of an address.
package struct StudioAddress: Hashable, Sendable {
    /// How wide a mail's reader has it.
    package enum Width: String, CaseIterable, Sendable {
        case desktop, phone
    }

    /// What colours a mail's reader has.
    package enum Theme: String, CaseIterable, Sendable {
        case light, dark
    }

    package var selection: Selection
    package var width: Width
    package var theme: Theme

    package init(selection: Selection, width: Width = .desktop, theme: Theme = .light) {
        self.selection = selection
        self.width = width
        self.theme = theme
    }

    /// Reads a query; what is not understood is left out, and an empty value is none.
    init(query: String?) {
        var values: [String: String] = [:]
        for field in (query ?? "").split(separator: "&") {
            let halves = field.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else { continue }
            values[halves[0]] = halves[1].replacing("+", with: " ").removingPercentEncoding
        }
        selection = Selection(
            template: values["template"] ?? "",
            locale: values["locale"],
            channel: values["channel"].flatMap(Channel.init(rawValue:)) ?? .email,
            sample: values["sample"],
            variant: values["variant"],
            at: values["at"].flatMap(StudioAddress.instant),
            overlay: values["overlay"] == "on"
        )
        width = values["width"].flatMap(Width.init(rawValue:)) ?? .desktop
        theme = values["theme"].flatMap(Theme.init(rawValue:)) ?? .light
    }

    /// The same with something else chosen.
    func with(_ change: (inout StudioAddress) -> Void) -> StudioAddress {
        var address = self
        change(&address)
        return address
    }

    /// The query, with all that is chosen.
    var query: String {
        var parts = URLComponents()
        let items: [(String, String?)] = [
            ("template", selection.template), ("locale", selection.locale), ("channel", selection.channel.rawValue),
            ("sample", selection.sample), ("variant", selection.variant), ("at", selection.at?.description),
            ("overlay", selection.overlay ? "on" : nil), ("width", width == .desktop ? nil : width.rawValue),
            ("theme", theme == .light ? nil : theme.rawValue),
        ]
        parts.queryItems = items.compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
        return (parts.percentEncodedQuery ?? "").replacing("+", with: "%2B")
    }

    /// RFC 3339, or what a browser's field for date and time sends, which is taken as UTC.
    private static func instant(_ text: String) -> Instant? {
        Instant(rfc3339: text) ?? Instant(rfc3339: text + ":00Z") ?? Instant(rfc3339: text + "Z")
    }
}
