#ifndef DOVETRAIL_ARGUMENTS_H
#define DOVETRAIL_ARGUMENTS_H

/// The number of words that the program was started with, its name included.
int dovetrail_argument_count(void);

/// One of the words; they stay where they are as long as the program runs.
const char *_Nonnull dovetrail_argument(int index);

#endif
