#include "CArguments.h"

static int count;
static char **words;

// glibc hands main's arguments to every constructor as well.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  count = argc;
  words = argv;
}

int dovetrail_argument_count(void) { return count; }

const char *dovetrail_argument(int index) { return words[index]; }
