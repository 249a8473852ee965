#include "CEmbedded.h"

static const unsigned char catalogue_2_3_13[] = {
#embed "Catalogues/dovecot-2.3.13.tsv"
};
static const unsigned char catalogue_2_3_19[] = {
#embed "Catalogues/dovecot-2.3.19.tsv"
};
static const unsigned char catalogue_2_4_1[] = {
#embed "Catalogues/dovecot-2.4.1.tsv"
};
static const unsigned char catalogue_2_4_5[] = {
#embed "Catalogues/dovecot-2.4.5.tsv"
};
static const unsigned char history[] = {
#embed "Catalogues/dovecot-history.tsv"
};

static const dovetrail_embedded_file files[] = {
    {"2.3.13", catalogue_2_3_13, sizeof catalogue_2_3_13},
    {"2.3.19", catalogue_2_3_19, sizeof catalogue_2_3_19},
    {"2.4.1", catalogue_2_4_1, sizeof catalogue_2_4_1},
    {"2.4.5", catalogue_2_4_5, sizeof catalogue_2_4_5},
};

const dovetrail_embedded_list dovetrail_dovecot_catalogues = {files, sizeof files / sizeof files[0]};

const dovetrail_embedded_file dovetrail_dovecot_history = {"history", history, sizeof history};
