#include "CAllocations.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>

// The program's own malloc comes before the C library's, in every library that it loads; glibc keeps its own under
// these names.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

static _Thread_local size_t allocated;
static _Thread_local int64_t held;
static _Thread_local int64_t peak;

static void *added(void *memory) {
  if (memory == NULL) return NULL;
  size_t size = malloc_usable_size(memory);
  allocated += size;
  held += (int64_t)size;
  if (held > peak) peak = held;
  return memory;
}

void *malloc(size_t size) { return added(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return added(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return added(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return added(__libc_memalign(alignment, size)); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *found = added(__libc_memalign(alignment, size));
  if (found == NULL) return ENOMEM;
  *memory = found;
  return 0;
}

void *realloc(void *memory, size_t size) {
  size_t old = memory == NULL ? 0 : malloc_usable_size(memory);
  void *moved = __libc_realloc(memory, size);
  if (moved != NULL || size == 0) held -= (int64_t)old;
  return added(moved);
}

void free(void *memory) {
  if (memory != NULL) held -= (int64_t)malloc_usable_size(memory);
  __libc_free(memory);
}

void dovetrail_allocations_begin(void) {
  allocated = 0;
  held = 0;
  peak = 0;
}

dovetrail_allocations dovetrail_allocations_end(void) {
  return (dovetrail_allocations){.allocated = allocated, .peak = peak > 0 ? (size_t)peak : 0};
}
