#include "Depth.hpp"

namespace ctoml {

namespace {

class Scanner {
public:
    explicit Scanner(std::string_view text) : text(text) {}

    std::optional<Excess> run() {
        while (at < text.size()) {
            if (auto excess = step()) return excess;
        }
        return std::nullopt;
    }

private:
    std::string_view text;
    size_t at = 0;
    uint32_t line = 1, column = 1;
    int depth = 0, dots = 0;

    std::optional<Excess> step() {
        char byte = text[at];
        switch (byte) {
            case '"':
            case '\'': skipString(byte); return std::nullopt;
            case '#': skipComment(); return std::nullopt;
            case '[':
            case '{': dots = 0; ++depth; break;
            case ']':
            case '}': dots = 0; if (depth > 0) --depth; break;
            case '=':
            case ',':
            case '\n': dots = 0; break;
            case '.': ++dots; break;
            default: break;
        }
        if (depth > CTOML_DEEPEST_NESTING) return Excess{{line, column}, "values are nested more than 64 deep"};
        if (dots >= CTOML_LONGEST_DOTTED_KEY) return Excess{{line, column}, "a dotted key has more than 32 parts"};
        advance();
        return std::nullopt;
    }

    void advance() {
        if (text[at] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
            ++column;
        }
        ++at;
    }

    void advance(size_t count) {
        for (; count > 0 && at < text.size(); --count) advance();
    }

    void skipComment() {
        while (at < text.size() && text[at] != '\n') advance();
    }

    bool isTriple(char quote) const {
        return at + 2 < text.size() && text[at] == quote && text[at + 1] == quote && text[at + 2] == quote;
    }

    void skipString(char quote) {
        bool isLong = isTriple(quote);
        advance(isLong ? 3 : 1);
        while (at < text.size()) {
            if (text[at] == '\\' && quote == '"') {
                advance(2);
            } else if (isLong && isTriple(quote)) {
                advance(3);
                // A long string may end in up to two quotes of its own.
                while (at < text.size() && text[at] == quote) advance();
                return;
            } else if (!isLong && (text[at] == quote || text[at] == '\n')) {
                if (text[at] == quote) advance();
                return;
            } else {
                advance();
            }
        }
    }
};

}  // namespace

std::optional<Excess> tooDeep(std::string_view text) { return Scanner(text).run(); }

}  // namespace ctoml
