#include "CEmbedded.h"

static const unsigned char hardened_inbound[] = {
#embed "../../Profiles/hardened-inbound.toml"
};

static const unsigned char intermediate[] = {
#embed "../../Profiles/intermediate.toml"
};

static const unsigned char legacy_outlook[] = {
#embed "../../Profiles/legacy-outlook.toml"
};

static const unsigned char legacy_printer[] = {
#embed "../../Profiles/legacy-printer.toml"
};

static const unsigned char legacy_windows_live_mail[] = {
#embed "../../Profiles/legacy-windows-live-mail.toml"
};

static const unsigned char modern_only[] = {
#embed "../../Profiles/modern-only.toml"
};

static const unsigned char old_apple_and_android[] = {
#embed "../../Profiles/old-apple-and-android.toml"
};

static const unsigned char submission_done_right[] = {
#embed "../../Profiles/submission-done-right.toml"
};

static const dovetrail_embedded_file files[] = {
    {"hardened-inbound.toml", hardened_inbound, sizeof hardened_inbound},
    {"intermediate.toml", intermediate, sizeof intermediate},
    {"legacy-outlook.toml", legacy_outlook, sizeof legacy_outlook},
    {"legacy-printer.toml", legacy_printer, sizeof legacy_printer},
    {"legacy-windows-live-mail.toml", legacy_windows_live_mail, sizeof legacy_windows_live_mail},
    {"modern-only.toml", modern_only, sizeof modern_only},
    {"old-apple-and-android.toml", old_apple_and_android, sizeof old_apple_and_android},
    {"submission-done-right.toml", submission_done_right, sizeof submission_done_right},
};

const dovetrail_embedded_list dovetrail_profile_files = {files, sizeof files / sizeof files[0]};
