#include "CEmbedded.h"

static const unsigned char legacy_windows_live_mail[] = {
#embed "../../Profiles/legacy-windows-live-mail.toml"
};

static const dovetrail_embedded_file files[] = {
    {"legacy-windows-live-mail.toml", legacy_windows_live_mail, sizeof legacy_windows_live_mail},
};

const dovetrail_embedded_list dovetrail_profile_files = {files, sizeof files / sizeof files[0]};
