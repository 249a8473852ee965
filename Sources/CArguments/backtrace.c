#include <stddef.h>

const char *swift_copyAuxiliaryExecutablePath(const char *name);

// The Swift runtime looks for its program `swift-backtrace` whenever a program starts, and a wholly static program that
// has no /proc to ask for its own place is aborted there. This one has no such program beside it.
const char *swift_copyAuxiliaryExecutablePath(const char *name) {
  (void)name;
  return NULL;
}
