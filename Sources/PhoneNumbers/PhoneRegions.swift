import CPhoneNumber

extension PhoneNumber {
    /// The regions that share a calling code, the main one first: one for 49, some 25 for 1, none for a code unknown.
    public static func regions(countryCode: Int) -> [String] {
        let box = RegionBox()
        cphone_regions(Int32(clamping: countryCode), Unmanaged.passUnretained(box).toOpaque()) { context, region in
            guard let context, let region else { return }
            Unmanaged<RegionBox>.fromOpaque(context).takeUnretainedValue().regions.append(String(cString: region))
        }
        return box.regions.filter(hasRegionForm)
    }

    /// Whether a region of ISO 3166-1 is known and has phone numbers.
    public static func isRegion(_ region: String) -> Bool {
        hasRegionForm(region) && cphone_country_code(region) != 0
    }

    /// Two capital letters: keeps zeros and `001`, which stands for no country, from the library.
    static func hasRegionForm(_ region: String) -> Bool {
        region.utf8.count == 2 && region.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }
    }
}

/// Collects what the library hands out during one call.
private final class RegionBox {
    var regions: [String] = []
}
