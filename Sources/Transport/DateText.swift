import CCurl

/// Moments as mails and HTTP write them: `Sun, 06 Nov 1994 08:49:37 GMT`.
public enum DateText {
    /// Seconds since 1970 of such a text; nil where it is none.
    public static func seconds(_ text: String) -> Int64? {
        let moment = curl_getdate(text, nil)
        return moment >= 0 ? Int64(moment) : nil
    }
}
