/* What the ICU library of a root knows of each character, for unicode-catalogue.py: run inside the root.

   unicode-catalogue LIBRARY SUFFIX      ICU's functions carry its version: unorm2_normalize_78. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t UChar;
static void *library;
static const char *suffix;

static void *function(const char *name)
{
    char versioned[64];
    snprintf(versioned, sizeof versioned, "%s_%s", name, suffix);
    void *found = dlsym(library, versioned);
    if (!found) {
        fprintf(stderr, "unicode-catalogue: no %s\n", versioned);
        exit(1);
    }
    return found;
}

static int encode(uint32_t c, UChar *text)
{
    if (c < 0x10000) {
        text[0] = c;
        return 1;
    }
    text[0] = 0xD7C0 + (c >> 10);
    text[1] = 0xDC00 + (c & 0x3FF);
    return 2;
}

static void print(const UChar *text, int length)
{
    putchar('\t');
    for (int i = 0; i < length; i++) {
        uint32_t c = text[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < length)
            c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00);
        printf(i > 1 || (i == 1 && c < 0x10000) ? " %X" : "%X", c);
    }
}

int main(int count, char **arguments)
{
    if (count != 3 || !(library = dlopen(arguments[1], RTLD_NOW))) {
        fprintf(stderr, "unicode-catalogue: %s\n", count == 3 ? dlerror() : "LIBRARY SUFFIX");
        return 1;
    }
    suffix = arguments[2];
    const void *(*instance)(const char *, const char *, int, int *) = function("unorm2_getInstance");
    int (*normalize)(const void *, const UChar *, int, UChar *, int, int *) = function("unorm2_normalize");
    uint8_t (*combining)(const void *, uint32_t) = function("unorm2_getCombiningClass");
    int (*raw)(const void *, uint32_t, UChar *, int, int *) = function("unorm2_getRawDecomposition");
    int32_t (*pair)(const void *, uint32_t, uint32_t) = function("unorm2_composePair");
    int8_t (*category)(uint32_t) = function("u_charType");
    int (*fold)(UChar *, int, const UChar *, int, uint32_t, int *) = function("u_strFoldCase");

    int error = 0;
    const void *domains = instance(NULL, "uts46", 0, &error);
    const void *nfc = instance(NULL, "nfc", 0, &error);
    for (uint32_t c = 0; c <= 0x10FFFF && error <= 0; c++) {
        UChar text[2], mapped[64], folded[64], parts[64];
        if (c >= 0xD800 && c < 0xE000)
            continue;
        int length = encode(c, text);
        int mapping = normalize(domains, text, length, mapped, 64, &error);
        int folding = fold(folded, 64, text, length, 0, &error);
        int kind = category(c);
        printf("%X\t%d\t%d", c, combining(nfc, c), kind >= 6 && kind <= 8);
        print(mapped, mapping);
        print(folded, folding);
        /* The two characters that this one is composed of, where NFC does compose them. */
        int width = raw(nfc, c, parts, 64, &error);
        uint32_t first = 0, second = 0;
        if (width >= 2 && width <= 4) {
            int used = parts[0] >= 0xD800 && parts[0] < 0xDC00 ? 2 : 1;
            first = used == 2 ? 0x10000 + ((parts[0] - 0xD800u) << 10) + (parts[1] - 0xDC00u) : parts[0];
            second = width - used == 2 ? 0x10000 + ((parts[used] - 0xD800u) << 10) + (parts[used + 1] - 0xDC00u)
                                       : parts[used];
        }
        if (width >= 2 && pair(nfc, first, second) == (int32_t)c)
            printf("\t%X %X", first, second);
        else
            putchar('\t');
        putchar('\n');
    }
    if (error > 0)
        fprintf(stderr, "unicode-catalogue: ICU's error %d\n", error);
    return error > 0;
}
