#include "CEmbedded.h"

// The tables of Sources/CEmbedded/Catalogues as bytes of the program; made by Scripts/postfix-catalogue.py.

static const unsigned char postfix_3_5_25[] = {
#embed "Catalogues/postfix-3.5.25.tsv"
};
static const unsigned char postfix_3_7_11[] = {
#embed "Catalogues/postfix-3.7.11.tsv"
};
static const unsigned char postfix_3_10_13[] = {
#embed "Catalogues/postfix-3.10.13.tsv"
};
static const unsigned char postfix_3_11_7[] = {
#embed "Catalogues/postfix-3.11.7.tsv"
};
static const unsigned char postfix_deprecated[] = {
#embed "Catalogues/postfix-deprecated.tsv"
};
static const unsigned char postfix_legacy_suffixes[] = {
#embed "Catalogues/postfix-legacy-suffixes.tsv"
};
static const unsigned char postfix_restrictions[] = {
#embed "Catalogues/postfix-restrictions.tsv"
};
static const unsigned char unicode[] = {
#embed "Catalogues/unicode.tsv"
};

static const dovetrail_embedded_file catalogues[] = {
    {"3.5.25", postfix_3_5_25, sizeof postfix_3_5_25},
    {"3.7.11", postfix_3_7_11, sizeof postfix_3_7_11},
    {"3.10.13", postfix_3_10_13, sizeof postfix_3_10_13},
    {"3.11.7", postfix_3_11_7, sizeof postfix_3_11_7},
};

const dovetrail_embedded_list dovetrail_postfix_catalogues = {catalogues, sizeof catalogues / sizeof *catalogues};
const dovetrail_embedded_file dovetrail_postfix_deprecated = {
    "postfix-deprecated.tsv", postfix_deprecated, sizeof postfix_deprecated};
const dovetrail_embedded_file dovetrail_postfix_legacy_suffixes = {
    "postfix-legacy-suffixes.tsv", postfix_legacy_suffixes, sizeof postfix_legacy_suffixes};
const dovetrail_embedded_file dovetrail_postfix_restrictions = {
    "postfix-restrictions.tsv", postfix_restrictions, sizeof postfix_restrictions};
const dovetrail_embedded_file dovetrail_unicode = {"unicode.tsv", unicode, sizeof unicode};
