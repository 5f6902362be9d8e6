#include "CPhoneNumber.h"

#include <cstring>
#include <list>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

/// Built once under the language's own lock; the methods used here are const and lock their one cache themselves.
const PhoneNumberUtil &book() { return *PhoneNumberUtil::GetInstance(); }

bool copy(const std::string &text, char *out, size_t capacity) {
    if (text.size() >= capacity) return false;
    std::memcpy(out, text.c_str(), text.size() + 1);
    return true;
}

cphone_status status(PhoneNumberUtil::ErrorType error) {
    switch (error) {
        case PhoneNumberUtil::NO_PARSING_ERROR: return CPHONE_OK;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONE_NO_COUNTRY_CODE;
        case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
        case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG_NSN: return CPHONE_TOO_LONG;
        case PhoneNumberUtil::NOT_A_NUMBER: return CPHONE_NOT_A_NUMBER;
    }
    return CPHONE_NOT_A_NUMBER;
}

cphone_status status(PhoneNumberUtil::ValidationResult result) {
    switch (result) {
        case PhoneNumberUtil::IS_POSSIBLE: return CPHONE_OK;
        case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: return CPHONE_LOCAL_ONLY;
        case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPHONE_NO_COUNTRY_CODE;
        case PhoneNumberUtil::TOO_SHORT: return CPHONE_TOO_SHORT;
        case PhoneNumberUtil::TOO_LONG: return CPHONE_TOO_LONG;
        case PhoneNumberUtil::INVALID_LENGTH: return CPHONE_WRONG_LENGTH;
    }
    return CPHONE_WRONG_LENGTH;
}

cphone_line line(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
        case PhoneNumberUtil::FIXED_LINE: return CPHONE_LINE_LANDLINE;
        case PhoneNumberUtil::MOBILE: return CPHONE_LINE_MOBILE;
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CPHONE_LINE_LANDLINE_OR_MOBILE;
        case PhoneNumberUtil::TOLL_FREE: return CPHONE_LINE_TOLL_FREE;
        case PhoneNumberUtil::PREMIUM_RATE: return CPHONE_LINE_PREMIUM;
        case PhoneNumberUtil::SHARED_COST: return CPHONE_LINE_SHARED_COST;
        case PhoneNumberUtil::VOIP: return CPHONE_LINE_VOIP;
        case PhoneNumberUtil::PERSONAL_NUMBER: return CPHONE_LINE_PERSONAL;
        case PhoneNumberUtil::PAGER: return CPHONE_LINE_PAGER;
        case PhoneNumberUtil::UAN: return CPHONE_LINE_COMPANY;
        case PhoneNumberUtil::VOICEMAIL: return CPHONE_LINE_VOICEMAIL;
        case PhoneNumberUtil::UNKNOWN: return CPHONE_LINE_UNKNOWN;
    }
    return CPHONE_LINE_UNKNOWN;
}

cphone_status describe(const PhoneNumber &parsed, cphone_number &number) {
    std::string text;
    book().Format(parsed, PhoneNumberUtil::E164, &text);
    if (!copy(text, number.e164, sizeof number.e164)) return CPHONE_TOO_LONG;
    number.country_code = parsed.country_code();
    // The type is unknown exactly for those numbers that fit no pattern of their region.
    number.line = line(book().GetNumberType(parsed));
    number.is_valid = book().IsValidNumber(parsed);
    number.region[0] = 0;
    if (number.is_valid) {
        book().GetRegionCodeForNumber(parsed, &text);
        if (!copy(text, number.region, sizeof number.region)) return CPHONE_FAILED;
    }
    return CPHONE_OK;
}

}  // namespace

cphone_status cphone_parse(const char *text, size_t count, const char *region, cphone_number *number) {
    try {
        PhoneNumber parsed;
        auto error = status(book().Parse(std::string(text, count), region ? region : "ZZ", &parsed));
        if (error != CPHONE_OK) return error;
        auto fault = status(book().IsPossibleNumberWithReason(parsed));
        if (fault != CPHONE_OK) return fault;
        return describe(parsed, *number);
    } catch (...) {
        return CPHONE_FAILED;
    }
}

bool cphone_write(const char *e164, size_t count, cphone_format format, char *out, size_t capacity) {
    try {
        PhoneNumber parsed;
        if (book().Parse(std::string(e164, count), "ZZ", &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
        std::string text;
        bool isNational = format == CPHONE_NATIONAL;
        book().Format(parsed, isNational ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &text);
        return copy(text, out, capacity);
    } catch (...) {
        return false;
    }
}

int32_t cphone_country_code(const char *region) {
    try {
        return book().GetCountryCodeForRegion(region);
    } catch (...) {
        return 0;
    }
}

void cphone_regions(int32_t country_code, void *context, void (*take)(void *context, const char *region)) {
    try {
        std::list<std::string> regions;
        book().GetRegionCodesForCountryCallingCode(country_code, &regions);
        for (const auto &region : regions) take(context, region.c_str());
    } catch (...) {
        // Out of memory: no region is the answer that callers must expect anyway.
    }
}
