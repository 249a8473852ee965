#include "CEmbedded.h"

// The cipher suites and words of each known OpenSSL; made by Scripts/cipher-catalogue.py.

static const unsigned char openssl_1_1_1[] = {
#embed "Catalogues/openssl-1.1.1.tsv"
};
static const unsigned char openssl_3_0[] = {
#embed "Catalogues/openssl-3.0.tsv"
};
static const unsigned char openssl_3_5[] = {
#embed "Catalogues/openssl-3.5.tsv"
};

static const dovetrail_embedded_file files[] = {
    {"1.1.1", openssl_1_1_1, sizeof openssl_1_1_1},
    {"3.0", openssl_3_0, sizeof openssl_3_0},
    {"3.5", openssl_3_5, sizeof openssl_3_5},
};

const dovetrail_embedded_list dovetrail_openssl_ciphers = {files, sizeof files / sizeof files[0]};
