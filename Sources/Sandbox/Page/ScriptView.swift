import Pages

/// A call as the script of a play: what the voice says, where it waits, what the callee pressed.
struct ScriptView {
    let script: CallScript
    let events: [Message.Event]

    var html: HTML {
        let pressed = events.compactMap { $0.status == "note" ? $0.note : nil }.filter { $0.hasPrefix("pressed") }
        let keys: HTML =
            pressed.isEmpty
            ? .nothing : "<p class=\"line callee\"><b>Callee</b><span>\(pressed.joined(separator: ", "))</span></p>"
        return """
            <div class="script">\(script.lines.map(line))\(keys)</div>
            <details><summary>TwiML</summary><pre class="source">\(script.source)</pre></details>
            """
    }

    private func line(_ line: CallScript.Line) -> HTML {
        switch line {
        case .says(let words, let language):
            let tongue: HTML = language.map { " <small>\($0)</small>" } ?? .nothing
            return "<p class=\"line\"><b>Voice\(tongue)</b><span>\(words)</span></p>"
        case .pauses(let seconds): return "<p class=\"stage\">pause, \(seconds) s</p>"
        case .plays(let address): return "<p class=\"stage\">plays \(address)</p>"
        case .menu(let keys, let action):
            let goal: HTML = action.map { " → <code>\($0)</code>" } ?? .nothing
            return "<div class=\"menu\"><p class=\"stage\">listens for \(keys)\(goal)</p>"
        case .menuEnds: return "</div>"
        case .hangsUp: return "<p class=\"stage\">hangs up</p>"
        case .other(let text): return "<p class=\"stage\">\(text)</p>"
        }
    }
}
