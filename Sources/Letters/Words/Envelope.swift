/// The window envelope that a letter goes into, and what follows from it for the page.
public enum Envelope: String, Sendable, Hashable, CaseIterable {
    /// DIN 5008 form B: A4 folded into a DIN long envelope with its window on the left.
    case din5008B = "din5008-b"

    /// US Letter folded in thirds into a number 10 envelope with one window on the left.
    ///
    /// The envelope is 9.5 × 4.125 in, the window 4.5 × 1.125 in, 0.875 in from its left and 0.5 in from its lower edge
    /// (the size that USPS recommends and stationers sell as standard).
    case us10 = "us-10"

    /// The paper that folds into this envelope.
    public var paper: Paper {
        switch self {
        case .din5008B: .a4
        case .us10: .usLetter
        }
    }

    /// What shows through the window while the letter lies as it should.
    ///
    /// DIN 5008: the address field. Number 10: the folded letter rests on the lower edge of the envelope and in its
    /// middle, so the panel (11/3 in high) shows from 11/3 - 1.625 in downwards and from 0.875 - 0.5 in rightwards.
    public var window: Area {
        switch self {
        case .din5008B: Area(left: 20, top: 45, width: 85, height: 45)
        case .us10: Area(left: inches(0.375), top: inches(11.0 / 3 - 1.625), width: inches(4.5), height: inches(1.125))
        }
    }

    /// The outer size in millimetres.
    var size: (width: Double, height: Double) {
        switch self {
        case .din5008B: (220, 110)
        case .us10: (inches(9.5), inches(4.125))
        }
    }

    /// What can show through the window wherever the letter slips in its envelope; print nothing but the address there.
    ///
    /// DIN long: 220 × 110 mm around a folded letter of 210 × 105 mm, the window of 90 × 45 mm 20 mm from the left and
    /// 15 mm from the lower edge. Number 10: an inch sideways, 11/24 in upwards.
    public var reach: Area {
        switch self {
        case .din5008B: Area(left: 10, top: 45, width: 100, height: 50)
        case .us10:
            Area(left: 0, top: inches(11.0 / 3 - 1.625), width: inches(5.375), height: inches(3.625 - 11.0 / 3 + 1.625))
        }
    }

    /// Heights at which the sheet is folded.
    ///
    /// DIN 5008 form B folds at 105 and 210 mm; a sheet for a number 10 is folded in thirds.
    var folds: [Double] {
        switch self {
        case .din5008B: [105, 210]
        case .us10: [inches(11.0 / 3), inches(22.0 / 3)]
        }
    }

    /// Where the recipient's lines go.
    ///
    /// DIN 5008: the address zone of 27.3 mm, from the text margin of 25 mm. Number 10: what stays 1/8 in clear of the
    /// window (USPS DMM 202) however far the letter slips sideways, with the letter on the lower edge.
    var addressZone: Area {
        switch self {
        case .din5008B: Area(left: 25, top: 62.7, width: 80, height: 27.3)
        case .us10: Area(left: inches(1), top: inches(11.0 / 3 - 1.5), width: inches(3.25), height: inches(0.875))
        }
    }

    /// The line over the address that tells the post where to bring the letter back; no room for it in a number 10.
    ///
    /// DIN 5008: the lowest line of the 17.7 mm return and remark zone.
    var returnZone: Area? {
        switch self {
        case .din5008B: Area(left: 25, top: 56.7, width: 80, height: 4.6)
        case .us10: nil
        }
    }

    /// Whether the address stands on the lower edge of its zone.
    ///
    /// A letter that slips upwards in a number 10 shows the page from 2.5 in on; three lines at the lower edge of the
    /// zone then still show.
    var addressStandsBelow: Bool { self == .us10 }

    /// The lines that the zone holds, at the envelope's pitch.
    var addressPitch: Double {
        switch self {
        case .din5008B: 27.3 / 6
        case .us10: inches(0.875) / 5
        }
    }

    /// Heights of the marks on the left edge for folding and punching, none where machines fold by thirds.
    var marks: [(top: Double, length: Double)] {
        switch self {
        case .din5008B: [(105, 4), (148.5, 6), (210, 4)]
        case .us10: []
        }
    }

    /// Where the date and the references stand, beside the window.
    ///
    /// DIN 5008: 125 mm from the left, 50 mm from the top. Number 10: right of what shows when the letter slips to
    /// the left.
    var referenceZone: Area {
        switch self {
        case .din5008B: Area(left: 125, top: 50, width: 65, height: 45)
        case .us10: Area(left: 140, top: 50, width: 53.9, height: 45)
        }
    }

    /// Where the subject begins at the earliest.
    ///
    /// DIN 5008: 8.46 mm under the address field. Number 10: under the first fold, below all that a slipped letter
    /// can show.
    var bodyTop: Double {
        switch self {
        case .din5008B: 98.5
        case .us10: 99
        }
    }

    /// The lower edge of the letterhead.
    var letterheadBottom: Double { 44 }

    /// The margins of the text.
    var leftMargin: Double { self == .din5008B ? 25 : 22 }

    /// The margin on the right.
    var rightMargin: Double { self == .din5008B ? 20 : 22 }
}

private func inches(_ value: Double) -> Double { value * 25.4 }
