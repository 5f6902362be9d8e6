// Counts what a thread allocates: a program that links this has its malloc family counted and passed on to glibc's own.
// For measurements alone; no product links it.
#define _GNU_SOURCE
#include "CAllocationCount.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__GLIBC__)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local long long count_of_this_thread = 0;

void *malloc(size_t size) {
    count_of_this_thread++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    count_of_this_thread++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    count_of_this_thread++;
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count_of_this_thread++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    count_of_this_thread++;
    void *found = __libc_memalign(alignment, size);
    if (!found) {
        return ENOMEM;
    }
    *memory = found;
    return 0;
}

long long allocation_count(void) { return count_of_this_thread; }

#else

long long allocation_count(void) { return -1; }

#endif
