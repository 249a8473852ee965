#ifndef DOVETRAIL_FILE_IDENTITY_H
#define DOVETRAIL_FILE_IDENTITY_H

/// setfsuid(2): as which user this thread, and no other, opens files. Swift's Glibc module leaves it out.
void dovetrail_set_file_identity(unsigned int user);

#endif
