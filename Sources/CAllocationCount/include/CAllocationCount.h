#ifndef C_ALLOCATION_COUNT_H
#define C_ALLOCATION_COUNT_H

/// How often this thread has asked for memory; -1 where the C library leaves no way to count.
long long allocation_count(void);

#endif
