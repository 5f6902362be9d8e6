/// The countries of ISO 3166-1, alpha-2, officially assigned as of 2026.
public enum Countries {
    /// Whether a code is one of them.
    public static func contains(_ code: String) -> Bool { codes.contains(code) }

    private static let codes: Set<String> = Set(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA \
        CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA \
        GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
        KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
        MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS \
        RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
        TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """.split(separator: " ").map(String.init)
    )
}

/// The regions of ISO 3166-2 of the countries whose law hangs on them.
///
/// Of other countries every code passes that is spelt right. A state that does not exist would take in no state's law, so for these countries the list is closed.
public enum Regions {
    /// The codes behind the hyphen, by country.
    public static let known: [String: Set<String>] = [
        "US": codes(
            """
            AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA \
            RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI
            """
        ),
        "CA": codes("AB BC MB NB NL NS NT NU ON PE QC SK YT"),
        "AU": codes("ACT NSW NT QLD SA TAS VIC WA"),
        "DE": codes("BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH"),
        "AT": codes("1 2 3 4 5 6 7 8 9"),
        "CH": codes("AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH"),
        "NL": codes("AW BQ1 BQ2 BQ3 CW DR FL FR GE GR LI NB NH OV SX UT ZE ZH"),
        "JP": Set((1...47).map { ($0 < 10 ? "0" : "") + String($0) }),
    ]

    private static func codes(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
