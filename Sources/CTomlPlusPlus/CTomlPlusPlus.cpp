#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0

#include "CTomlPlusPlus.h"
#include "Depth.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace {

ctoml_position place(const toml::source_position &position) { return {position.line, position.column}; }

ctoml_bytes bytes(std::string_view text) { return {text.data(), text.size()}; }

void refuse(ctoml_error &error, ctoml_position position, std::string_view message) {
    error.position = position;
    error.message_count = std::min(message.size(), sizeof(error.message));
    std::memcpy(error.message, message.data(), error.message_count);
}

void set(ctoml_event &event, const toml::date &date) {
    event.year = date.year;
    event.month = date.month;
    event.day = date.day;
}

void set(ctoml_event &event, const toml::time &time) {
    event.hour = time.hour;
    event.minute = time.minute;
    event.second = time.second;
    event.nanosecond = static_cast<int32_t>(time.nanosecond);
}

class Walk {
public:
    Walk(void *context, ctoml_visitor visitor) : context(context), visitor(visitor) {}

    void node(const toml::node &node, ctoml_event event) {
        event.position = place(node.source().begin);
        if (auto table = node.as_table()) return this->table(*table, event);
        if (auto array = node.as_array()) return this->array(*array, event);
        if (auto text = node.as_string()) {
            event.kind = CTOML_STRING;
            event.string = bytes(text->get());
        } else if (auto integer = node.as_integer()) {
            event.kind = CTOML_INTEGER;
            event.integer = integer->get();
        } else if (auto number = node.as_floating_point()) {
            event.kind = CTOML_FLOAT;
            event.number = number->get();
        } else if (auto boolean = node.as_boolean()) {
            event.kind = CTOML_BOOLEAN;
            event.integer = boolean->get();
        } else if (auto date = node.as_date()) {
            event.kind = CTOML_LOCAL_DATE;
            set(event, date->get());
        } else if (auto time = node.as_time()) {
            event.kind = CTOML_LOCAL_TIME;
            set(event, time->get());
        } else if (auto instant = node.as_date_time()) {
            const auto &value = instant->get();
            event.kind = value.offset ? CTOML_OFFSET_DATE_TIME : CTOML_LOCAL_DATE_TIME;
            set(event, value.date);
            set(event, value.time);
            if (value.offset) event.offset_minutes = value.offset->minutes;
        }
        visitor(context, &event);
    }

private:
    void *context;
    ctoml_visitor visitor;

    void table(const toml::table &table, ctoml_event event) {
        event.kind = CTOML_TABLE_BEGIN;
        visitor(context, &event);
        // The library sorts by name; people expect the order of the file.
        std::vector<std::pair<const toml::key *, const toml::node *>> entries;
        entries.reserve(table.size());
        for (auto &&[key, value] : table) entries.emplace_back(&key, &value);
        std::sort(entries.begin(), entries.end(), [](const auto &left, const auto &right) {
            const auto &a = left.first->source().begin, &b = right.first->source().begin;
            return a.line != b.line ? a.line < b.line : a.column < b.column;
        });
        for (const auto &[key, value] : entries) {
            ctoml_event child{};
            child.key = bytes(key->str());
            child.key_position = place(key->source().begin);
            node(*value, child);
        }
        event.kind = CTOML_TABLE_END;
        visitor(context, &event);
    }

    void array(const toml::array &array, ctoml_event event) {
        event.kind = CTOML_ARRAY_BEGIN;
        visitor(context, &event);
        for (auto &&value : array) node(value, ctoml_event{});
        event.kind = CTOML_ARRAY_END;
        visitor(context, &event);
    }
};

}  // namespace

bool ctoml_parse(const char *text, size_t count, void *context, ctoml_visitor visitor, ctoml_error *error) {
    try {
        std::string_view document(text, count);
        if (auto excess = ctoml::tooDeep(document)) {
            refuse(*error, excess->position, excess->message);
            return false;
        }
        auto result = toml::parse(document);
        if (!result) {
            refuse(*error, place(result.error().source().begin), result.error().description());
            return false;
        }
        Walk(context, visitor).node(result.table(), ctoml_event{});
        return true;
    } catch (const std::exception &failure) {
        refuse(*error, {1, 1}, failure.what());
    } catch (...) {
        refuse(*error, {1, 1}, "the parser failed");
    }
    return false;
}
