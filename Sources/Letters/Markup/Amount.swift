import Foundation

/// Tells amounts of money from dates, invoice numbers and words.
enum Amount {
    private static let codes = Set(Locale.commonISOCurrencyCodes)
    /// Written after the number and a letter to Unicode, not a symbol.
    private static let yen: Unicode.Scalar = "円"

    /// Digits with a currency sign or an ISO 4217 code, and no other letters.
    static func isOne(_ text: String) -> Bool {
        var hasDigit = false
        var signs = 0
        var letters = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal {
                hasDigit = true
            } else if scalar == yen || scalar.properties.generalCategory == .currencySymbol {
                signs += 1
            } else if scalar.properties.isAlphabetic {
                letters.append(scalar)
            }
        }
        guard hasDigit else { return false }
        return letters.isEmpty ? signs == 1 : codes.contains(String(letters)) || (signs == 1 && letters.count <= 2)
    }
}
