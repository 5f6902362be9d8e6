#pragma once
/* Debian builds libxml2 with ICU; its headers clash with the ICU inside Foundation, and we need none of it. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>

static inline void cxml_free(void *pointer) { xmlFree(pointer); }
