import Pages

/// A text message on the phone that it was sent to.
struct PhoneView {
    let from: String
    let text: String

    var html: HTML {
        let segments = SMSSegments(text)
        let parts = segments.count == 1 ? "1 segment" : "\(segments.count) segments"
        let units = segments.encoding == "GSM-7" ? "septets" : "units"
        return """
            <figure class="phone"><div class="screen"><p class="sender">\(from)</p>\
            <p class="bubble">\(text)</p></div>
            <figcaption>\(parts) · \(segments.encoding) · \(segments.length) \(units)</figcaption></figure>
            """
    }
}
