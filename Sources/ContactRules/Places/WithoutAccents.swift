import Foundation

extension String {
    /// The text with accented letters in their plain form.
    var withoutAccents: String {
        folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}
