#include "CFileIdentity.h"

#include <sys/fsuid.h>

void dovetrail_set_file_identity(unsigned int user) { setfsuid(user); }
