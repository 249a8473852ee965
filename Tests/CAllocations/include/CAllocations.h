#ifndef DOVETRAIL_ALLOCATIONS_H
#define DOVETRAIL_ALLOCATIONS_H

#include <stddef.h>

/// What the calling thread has asked of the heap.
typedef struct {
  /// All bytes that were ever asked for.
  size_t allocated;
  /// The most that were held at one time.
  size_t peak;
} dovetrail_allocations;

/// Begins to count from nothing.
void dovetrail_allocations_begin(void);

/// What was counted since then.
dovetrail_allocations dovetrail_allocations_end(void);

#endif
