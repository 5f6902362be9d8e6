import CGMime

/// Reads the bytes of a mail with GMime, which knows what mails are like outside the standards.
enum MailParser {
    /// Deeper nesting is an attack or a loop.
    private static let depthLimit = 16
    /// More of one body tells nothing that its beginning does not.
    private static let textLimit = 256 * 1024

    private static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// Nil where the bytes are no mail at all.
    static func parse(_ bytes: [UInt8]) -> MailPart? {
        guard isReady, !bytes.isEmpty else { return nil }
        let stream = bytes.withUnsafeBytes { buffer in
            g_mime_stream_mem_new_with_buffer(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        guard let stream else { return nil }
        defer { cgmime_release(stream) }
        guard let parser = g_mime_parser_new_with_stream(stream) else { return nil }
        defer { cgmime_release(parser) }
        guard let message = g_mime_parser_construct_message(parser, nil) else { return nil }
        defer { cgmime_release(message) }
        let mail = self.mail(message, depth: 0)
        return mail.fields.isEmpty ? nil : mail
    }

    /// The header fields of a mail stand on the mail, its content on the part within.
    private static func mail(_ message: UnsafeMutablePointer<GMimeMessage>, depth: Int) -> MailPart {
        let fields = fields(of: cgmime_object(message))
        guard let body = g_mime_message_get_mime_part(message) else {
            return MailPart(type: "text/plain", fields: fields, content: .text(""))
        }
        let inner = part(body, depth: depth)
        return MailPart(type: inner.type, fields: fields + inner.fields, content: inner.content)
    }

    private static func part(_ object: UnsafeMutablePointer<GMimeObject>, depth: Int) -> MailPart {
        let content: MailPart.Content =
            if depth >= depthLimit {
                .other
            } else if cgmime_is_multipart(object) != 0 {
                .parts(children(of: cgmime_multipart(object), depth: depth))
            } else if cgmime_is_message_part(object) != 0 {
                if let inner = g_mime_message_part_get_message(cgmime_message_part(object)) {
                    .mail([mail(inner, depth: depth + 1)])
                } else {
                    .other
                }
            } else if let text = text(of: object) {
                .text(text)
            } else {
                .other
            }
        return MailPart(type: type(of: object), fields: fields(of: object), content: content)
    }

    private static func children(of multipart: UnsafeMutablePointer<GMimeMultipart>, depth: Int) -> [MailPart] {
        (0..<g_mime_multipart_get_count(multipart)).compactMap { index in
            g_mime_multipart_get_part(multipart, index).map { part($0, depth: depth + 1) }
        }
    }

    private static func type(of object: UnsafeMutablePointer<GMimeObject>) -> String {
        guard let type = g_mime_object_get_content_type(object), let text = g_mime_content_type_get_mime_type(type)
        else { return "text/plain" }
        defer { g_free(text) }
        return String(cString: text).lowercased()
    }

    private static func fields(of object: UnsafeMutablePointer<GMimeObject>) -> [MailPart.Field] {
        guard let list = g_mime_object_get_header_list(object) else { return [] }
        return (0..<g_mime_header_list_get_count(list)).compactMap { index in
            guard let header = g_mime_header_list_get_header_at(list, index),
                let name = g_mime_header_get_name(header), let value = g_mime_header_get_value(header)
            else { return nil }
            return MailPart.Field(name: String(cString: name).lowercased(), value: String(cString: value))
        }
    }

    /// Reports (`message/delivery-status`, `message/feedback-report`) are text, whatever their type is called.
    private static func text(of object: UnsafeMutablePointer<GMimeObject>) -> String? {
        if cgmime_is_text(object) != 0 {
            guard let text = g_mime_text_part_get_text(cgmime_text(object)) else { return nil }
            defer { g_free(text) }
            return plain(String(cString: text))
        }
        let isReport = ["message/delivery-status", "message/feedback-report", "message/global-delivery-status"]
        guard isReport.contains(type(of: object)), cgmime_is_part(object) != 0,
            let wrapper = g_mime_part_get_content(cgmime_part(object)), let target = g_mime_stream_mem_new()
        else { return nil }
        defer { cgmime_release(target) }
        guard g_mime_data_wrapper_write_to_stream(wrapper, target) >= 0,
            let bytes = g_mime_stream_mem_get_byte_array(cgmime_memory(target))
        else { return nil }
        let buffer = UnsafeBufferPointer(start: bytes.pointee.data, count: Int(bytes.pointee.len))
        return plain(String(decoding: buffer, as: UTF8.self))
    }

    private static func plain(_ text: String) -> String {
        String(text.replacing("\r\n", with: "\n").prefix(textLimit))
    }
}
