#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One parse, told as a walk over the finished tree. Lines and columns count from 1, columns in code points. */

typedef enum ctoml_kind {
    CTOML_TABLE_BEGIN,
    CTOML_TABLE_END,
    CTOML_ARRAY_BEGIN,
    CTOML_ARRAY_END,
    CTOML_STRING,
    CTOML_INTEGER,
    CTOML_FLOAT,
    CTOML_BOOLEAN,
    CTOML_LOCAL_DATE,
    CTOML_LOCAL_TIME,
    CTOML_LOCAL_DATE_TIME,
    CTOML_OFFSET_DATE_TIME
} ctoml_kind;

typedef struct ctoml_bytes {
    const char *start;
    size_t count;
} ctoml_bytes;

typedef struct ctoml_position {
    uint32_t line;
    uint32_t column;
} ctoml_position;

/* `key` is meaningful inside a table only; `integer` also carries a boolean. All pointers die with the call. */
typedef struct ctoml_event {
    ctoml_kind kind;
    ctoml_bytes key;
    ctoml_position key_position;
    ctoml_position position;
    ctoml_bytes string;
    int64_t integer;
    double number;
    int32_t year, month, day;
    int32_t hour, minute, second, nanosecond;
    int32_t offset_minutes;
} ctoml_event;

typedef void (*ctoml_visitor)(void *context, const ctoml_event *event);

/* The message may be cut within a character and may hold zeros: it can cite the text. */
typedef struct ctoml_error {
    ctoml_position position;
    size_t message_count;
    char message[512];
} ctoml_error;

/* The deepest nesting of brackets and the longest dotted key that are read. */
enum { CTOML_DEEPEST_NESTING = 64, CTOML_LONGEST_DOTTED_KEY = 32 };

/* True when the text is TOML and the visitor has seen all of it; else false, `error` is set, nothing was visited. */
bool ctoml_parse(const char *text, size_t count, void *context, ctoml_visitor visitor, ctoml_error *error);

#ifdef __cplusplus
}
#endif
