#pragma once
#include <gmime/gmime.h>

/* GObject's checked casts are macros, which no other language sees. */
static inline int cgmime_is_multipart(GMimeObject *object) { return GMIME_IS_MULTIPART(object); }
static inline int cgmime_is_message_part(GMimeObject *object) { return GMIME_IS_MESSAGE_PART(object); }
static inline int cgmime_is_part(GMimeObject *object) { return GMIME_IS_PART(object); }
static inline GMimeMultipart *cgmime_multipart(GMimeObject *object) { return (GMimeMultipart *)object; }
static inline GMimeMessagePart *cgmime_message_part(GMimeObject *object) { return (GMimeMessagePart *)object; }
static inline GMimePart *cgmime_part(GMimeObject *object) { return (GMimePart *)object; }
static inline GMimeObject *cgmime_object(GMimeMessage *message) { return (GMimeObject *)message; }
static inline GMimeStreamMem *cgmime_memory(GMimeStream *stream) { return (GMimeStreamMem *)stream; }
static inline int cgmime_is_text(GMimeObject *object) { return GMIME_IS_TEXT_PART(object); }
static inline GMimeTextPart *cgmime_text(GMimeObject *object) { return (GMimeTextPart *)object; }
static inline void cgmime_release(void *object) { if (object) g_object_unref(object); }
