#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cphone_status {
    CPHONE_OK,
    CPHONE_NOT_A_NUMBER,
    CPHONE_NO_COUNTRY_CODE,
    CPHONE_TOO_SHORT,
    CPHONE_TOO_LONG,
    CPHONE_WRONG_LENGTH,
    CPHONE_LOCAL_ONLY,
    CPHONE_FAILED
} cphone_status;

typedef enum cphone_line {
    CPHONE_LINE_UNKNOWN,
    CPHONE_LINE_LANDLINE,
    CPHONE_LINE_MOBILE,
    CPHONE_LINE_LANDLINE_OR_MOBILE,
    CPHONE_LINE_TOLL_FREE,
    CPHONE_LINE_PREMIUM,
    CPHONE_LINE_SHARED_COST,
    CPHONE_LINE_VOIP,
    CPHONE_LINE_PERSONAL,
    CPHONE_LINE_PAGER,
    CPHONE_LINE_COMPANY,
    CPHONE_LINE_VOICEMAIL
} cphone_line;

/* Texts end in a zero. The region is empty where the number is not valid, `001` where it belongs to no country. */
typedef struct cphone_number {
    char e164[32];
    char region[8];
    int32_t country_code;
    cphone_line line;
    bool is_valid;
} cphone_number;

typedef enum cphone_format { CPHONE_INTERNATIONAL, CPHONE_NATIONAL } cphone_format;

/* Reads ASCII text; `region` (zero-terminated) is where it would be dialled, or null. Safe from any thread. */
cphone_status cphone_parse(const char *text, size_t count, const char *region, cphone_number *number);

/* Writes the zero-terminated form for people into `out`; false where it does not fit or the text is no number. */
bool cphone_write(const char *e164, size_t count, cphone_format format, char *out, size_t capacity);

/* The calling code of a region (zero-terminated), 0 where there is no such region. */
int32_t cphone_country_code(const char *region);

/* Hands each region of a calling code to `take`, the main one first. */
void cphone_regions(int32_t country_code, void *context, void (*take)(void *context, const char *region));

#ifdef __cplusplus
}
#endif
