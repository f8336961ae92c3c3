/* Records' bytes as the rows that COPY reads, in its binary form: what records.py and lines.py do, compiled.
 *
 * rows(kind, held, found, month) gives the rows of the records found, and leaves out where there is anything
 * unusual: a record that is not well-formed, has no id, or holds comments, CDATA sections, declarations or
 * characters that XML forbids. Those are left to Python, which knows what to do. So nothing is repaired or
 * refused here, and what is given must be Python's answer to the byte; a test holds the two side by side.
 *
 * A record is first laid out as nodes (an element's name, attributes, first text, children), then written
 * column by column. All memory is the module's own and is used again, by one thread at a time: whoever works
 * holds `working`, and the interpreter's lock only to take values in and to give them out. Nobody waits for
 * `working` with the interpreter's lock in hand.
 */

#define _GNU_SOURCE /* memmem, memrchr */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH 64 /* elements within one another; dumps have eight */
#define NONE (-1)
/* Of words that are written in the code, the compiler then knows the size. */
#define INLINE static inline __attribute__((always_inline))

typedef struct {
    const char *at;
    Py_ssize_t size;
} Span;

typedef struct {
    Span name, value;
} Attribute;

typedef struct {
    Span name, text;
    int attributes, attribute_count;
    int child, next;
} Node;

static jmp_buf unusual;

#define LEAVE longjmp(unusual, 1)
#define NEED(condition)   \
    do {                  \
        if (!(condition)) \
            LEAVE;        \
    } while (0)

/* ---- memory ---- */

static PyThread_type_lock working;
static Node *nodes;
static int node_count, node_room;
static Attribute *attributes;
static int attribute_count, attribute_room;
static char *scratch; /* texts whose references are replaced */
static Py_ssize_t scratch_size, scratch_room;
static char *out;
static Py_ssize_t out_size, out_room;

static void *grown(void *old, Py_ssize_t count, size_t each) {
    void *new = realloc(old, (size_t)count * each);
    NEED(new);
    return new;
}

static int new_node(void) {
    if (node_count == node_room) {
        int room = node_room ? node_room * 2 : 1024;
        nodes = grown(nodes, room, sizeof(Node));
        node_room = room;
    }
    nodes[node_count] = (Node){.child = NONE, .next = NONE};
    return node_count++;
}

static Attribute *new_attribute(void) {
    if (attribute_count == attribute_room) {
        int room = attribute_room ? attribute_room * 2 : 1024;
        attributes = grown(attributes, room, sizeof(Attribute));
        attribute_room = room;
    }
    return &attributes[attribute_count++];
}

INLINE void reserve(Py_ssize_t more) {
    if (out_room - out_size < more) {
        Py_ssize_t room = (out_room + more) * 2;
        out = grown(out, room, 1);
        out_room = room;
    }
}

/* ---- which bytes are well-formed ---- */

INLINE int is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

#define EACH_BYTE(value) (0x0101010101010101u * (value))

static void check_bytes(const unsigned char *at, const unsigned char *end) {
    while (at < end) {
        uint64_t eight;
        while (end - at >= 8) {
            memcpy(&eight, at, 8);
            if ((eight | (eight - EACH_BYTE(0x20))) & EACH_BYTE(0x80))
                break;
            at += 8;
        }
        if (at == end)
            break;
        unsigned char c = *at;
        if (c >= 0x20 && c < 0x80)
            at++;
        else if (c < 0x20) {
            NEED(is_space((char)c));
            at++;
        } else if (c < 0xe0) {
            NEED(c >= 0xc2 && end - at >= 2 && (at[1] & 0xc0) == 0x80);
            at += 2;
        } else if (c < 0xf0) {
            NEED(end - at >= 3 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80);
            NEED(!(c == 0xe0 && at[1] < 0xa0) && !(c == 0xed && at[1] > 0x9f));
            NEED(!(c == 0xef && at[1] == 0xbf && at[2] > 0xbd));
            at += 3;
        } else {
            NEED(c <= 0xf4 && end - at >= 4);
            NEED((at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80 && (at[3] & 0xc0) == 0x80);
            NEED(!(c == 0xf0 && at[1] < 0x90) && !(c == 0xf4 && at[1] > 0x8f));
            at += 4;
        }
    }
}

/* What a byte may be in a name: 1 within, 3 at its beginning too. Others than these are left to Python. */
static unsigned char in_name[256];

static void know_names(void) {
    for (const char *c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"; *c; c++)
        in_name[(unsigned char)*c] = 3;
    for (const char *c = "0123456789-."; *c; c++)
        in_name[(unsigned char)*c] = 1;
}

/* The character of a reference that begins at `at`, and its end. */
static uint32_t reference(const char *at, const char *end, const char **after) {
    static const struct {
        const char *name;
        int size;
        char is;
    } named[] = {{"&amp;", 5, '&'}, {"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&quot;", 6, '"'}, {"&apos;", 6, '\''}};
    for (int n = 0; n < 5; n++)
        if (end - at >= named[n].size && !memcmp(at, named[n].name, named[n].size)) {
            *after = at + named[n].size;
            return named[n].is;
        }
    NEED(end - at >= 4 && at[1] == '#');
    uint32_t code = 0;
    int hexadecimal = at[2] == 'x', digits = 0;
    at += 2 + hexadecimal;
    for (; at < end && *at != ';'; at++, digits++) {
        int digit = *at >= '0' && *at <= '9'                  ? *at - '0'
                    : hexadecimal && *at >= 'a' && *at <= 'f' ? *at - 'a' + 10
                    : hexadecimal && *at >= 'A' && *at <= 'F' ? *at - 'A' + 10
                                                              : -1;
        NEED(digit >= 0 && code < 0x110000);
        code = code * (hexadecimal ? 16 : 10) + digit;
    }
    NEED(at < end && digits > 0);
    NEED(code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xd800) ||
         (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code < 0x110000));
    *after = at + 1;
    return code;
}

/* ---- a record as nodes ---- */

static const char *parse_name(const char *at, const char *end, Span *name) {
    NEED(at < end && in_name[(unsigned char)*at] == 3);
    name->at = at;
    while (at < end && in_name[(unsigned char)*at])
        at++;
    name->size = at - name->at;
    return at;
}

static const char *skip_space(const char *at, const char *end) {
    while (at < end && is_space(*at))
        at++;
    return at;
}

static const char *parse_attributes(const char *at, const char *end, int node) {
    int first = attribute_count;
    for (;;) {
        const char *before = at;
        at = skip_space(at, end);
        NEED(at < end);
        if (*at == '>' || *at == '/')
            break;
        NEED(at > before);
        Span name;
        at = skip_space(parse_name(at, end, &name), end);
        NEED(at < end && *at == '=');
        at = skip_space(at + 1, end);
        NEED(at < end && (*at == '"' || *at == '\''));
        char quote = *at++;
        const char *value = at;
        while (at < end && *at != quote) {
            NEED(*at != '<');
            if (*at == '&')
                reference(at, end, &at);
            else
                at++;
        }
        NEED(at < end);
        NEED(!(name.size == 5 && !memcmp(name.at, "xmlns", 5)));
        for (int n = first; n < attribute_count; n++)
            NEED(attributes[n].name.size != name.size || memcmp(attributes[n].name.at, name.at, name.size));
        *new_attribute() = (Attribute){name, {value, at - value}};
        at++;
    }
    nodes[node].attributes = first;
    nodes[node].attribute_count = attribute_count - first;
    return at;
}

static const char special[256] = {['<'] = 1, ['&'] = 1, [']'] = 1};

static const char *parse_text(const char *at, const char *end) {
    for (;;) {
        while (at < end && !special[(unsigned char)*at])
            at++;
        if (at == end || *at == '<')
            return at;
        if (*at == '&')
            reference(at, end, &at);
        else {
            NEED(!(end - at >= 3 && at[1] == ']' && at[2] == '>'));
            at++;
        }
    }
}

/* Elements of which nothing is kept, often half of a record. */
static int is_left_out(const char *at, Py_ssize_t size) {
    switch (size) {
    case 5: return !memcmp(at, "notes", 5);
    case 6: return !memcmp(at, "videos", 6) || !memcmp(at, "images", 6);
    case 12: return !memcmp(at, "extraartists", 12);
    }
    return 0;
}

/* Whether one of them is opened here, behind the `<`. */
INLINE int opens_left_out(const char *at, const char *end) {
    if (*at != 'e' && *at != 'n' && *at != 'v' && *at != 'i')
        return 0;
    const char *first = at;
    while (at < end && *at >= 'a' && *at <= 'z')
        at++;
    return at < end && *at == '>' && is_left_out(first, at - first);
}

/* Names are short: a call to compare them takes longer than they do. */
INLINE int same(const char *one, const char *other, Py_ssize_t size) {
    for (; size >= 8; one += 8, other += 8, size -= 8) {
        uint64_t a, b;
        memcpy(&a, one, 8);
        memcpy(&b, other, 8);
        if (a != b)
            return 0;
    }
    for (; size; size--)
        if (*one++ != *other++)
            return 0;
    return 1;
}

/* Behind the end of such an element, which need not be well-formed: records.py cuts it out unread as well. */
static const char *skip_left_out(const char *at, const char *end, Span name) {
    for (;; at++) {
        at = memchr(at, '<', end - at);
        NEED(at && end - at > 1 && at[1] != '!');
        if (at[1] != '/') {
            NEED(!opens_left_out(at + 1, end));
            continue;
        }
        const char *after = at + 2 + name.size;
        if (after < end && *after == '>' && same(at + 2, name.at, name.size))
            return after + 1;
    }
}

static void parse(const char *at, const char *end) {
    int open[DEPTH], last[DEPTH], depth = 0;
    const char *unchecked = at;
    node_count = attribute_count = 0;
    NEED(at < end && *at == '<');
    do {
        /* At the `<` of a tag. */
        NEED(end - at >= 2);
        if (at[1] == '/') {
            NEED(depth > 0);
            Span name = nodes[open[depth - 1]].name;
            at += 2;
            NEED(end - at > name.size && same(at, name.at, name.size));
            at = skip_space(at + name.size, end);
            NEED(at < end && *at == '>');
            at++;
            depth--;
        } else {
            Span name;
            at = parse_name(at + 1, end, &name);
            if (at < end && *at == '>' && depth > 0 && is_left_out(name.at, name.size)) {
                check_bytes((const unsigned char *)unchecked, (const unsigned char *)at);
                unchecked = skip_left_out(at + 1, end, name);
                at = parse_text(unchecked, end);
                continue;
            }
            int node = new_node();
            nodes[node].name = name;
            at = parse_attributes(at, end, node);
            if (depth > 0) {
                if (last[depth - 1] == NONE)
                    nodes[open[depth - 1]].child = node;
                else
                    nodes[last[depth - 1]].next = node;
                last[depth - 1] = node;
            }
            if (*at == '/') {
                NEED(end - at >= 2 && at[1] == '>');
                at += 2;
            } else {
                NEED(depth < DEPTH);
                open[depth] = node;
                last[depth] = NONE;
                depth++;
                const char *text = ++at;
                at = parse_text(at, end);
                nodes[node].text = (Span){text, at - text};
                continue;
            }
        }
        if (depth > 0)
            at = parse_text(at, end);
    } while (depth > 0);
    NEED(skip_space(at, end) == end);
    check_bytes((const unsigned char *)unchecked, (const unsigned char *)end);
}

/* ---- what nodes say ---- */

INLINE int is(Span span, const char *word) {
    Py_ssize_t size = (Py_ssize_t)strlen(word);
    return span.size == size && !memcmp(span.at, word, size);
}

INLINE int child(int node, const char *name) {
    for (int n = nodes[node].child; n != NONE; n = nodes[n].next)
        if (is(nodes[n].name, name))
            return n;
    return NONE;
}

INLINE int following(int node, const char *name) {
    for (int n = nodes[node].next; n != NONE; n = nodes[n].next)
        if (is(nodes[n].name, name))
            return n;
    return NONE;
}

/* Each `inner` of each `outer` of a node, as ElementTree's path `outer/inner`. */
#define EACH(node, outer, inner, found)                                              \
    for (int o_ = child(node, outer); o_ != NONE; o_ = following(o_, outer))         \
        for (int found = child(o_, inner); found != NONE; found = following(found, inner))

static Span stripped(Span span) {
    while (span.size && is_space(span.at[0]))
        span.at++, span.size--;
    while (span.size && is_space(span.at[span.size - 1]))
        span.size--;
    return span;
}

static char *put_character(char *to, uint32_t code) {
    if (code < 0x80)
        *to++ = (char)code;
    else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xf0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 0x3f));
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

/* The raw span with its references replaced and its line ends as newlines; in an attribute, white space
 * is blanks. */
static Span decoded(Span raw, int is_attribute) {
    int plain = !memchr(raw.at, '&', raw.size) && !memchr(raw.at, '\r', raw.size);
    if (plain && !(is_attribute && (memchr(raw.at, '\n', raw.size) || memchr(raw.at, '\t', raw.size))))
        return raw;
    /* A reference is longer than what it stands for. */
    NEED(scratch_room - scratch_size >= raw.size);
    char *to = scratch + scratch_size;
    Span made = {to, 0};
    for (const char *at = raw.at, *end = raw.at + raw.size; at < end;) {
        if (*at == '&') {
            to = put_character(to, reference(at, end, &at));
            continue;
        }
        if (*at == '\r' && end - at > 1 && at[1] == '\n')
            at++;
        *to++ = !is_space(*at) ? *at : is_attribute ? ' ' : *at == '\r' ? '\n' : *at;
        at++;
    }
    made.size = to - made.at;
    scratch_size += made.size;
    return made;
}

static Span text_of(int node) {
    if (node == NONE || !nodes[node].text.size)
        return (Span){"", 0};
    return stripped(decoded(nodes[node].text, 0));
}

INLINE Span text(int node, const char *name) { return text_of(child(node, name)); }

INLINE Span attribute(int node, const char *name) {
    Node *of = &nodes[node];
    for (int n = of->attributes; n < of->attributes + of->attribute_count; n++)
        if (is(attributes[n].name, name))
            return decoded(attributes[n].value, 1);
    return (Span){"", 0};
}

/* A positive number that a bigint holds, else 0. */
static int64_t number(Span span) {
    span = stripped(span);
    if (span.size < 1 || span.size > 19)
        return 0;
    uint64_t value = 0;
    for (Py_ssize_t n = 0; n < span.size; n++) {
        if (span.at[n] < '0' || span.at[n] > '9')
            return 0;
        value = value * 10 + (uint64_t)(span.at[n] - '0');
    }
    return value <= INT64_MAX ? (int64_t)value : 0;
}

static int year(Span span) {
    int value = 0;
    if (span.size < 4)
        return 0;
    for (int n = 0; n < 4; n++) {
        if (span.at[n] < '0' || span.at[n] > '9')
            return 0;
        value = value * 10 + span.at[n] - '0';
    }
    return value >= 1860 && value <= 2200 ? value : 0;
}

/* Whether it is `1999`, `1999-03` or `1999-03-00`. */
static int is_date(Span span) {
    if (span.size != 4 && span.size != 7 && span.size != 10)
        return 0;
    for (Py_ssize_t n = 0; n < span.size; n++)
        if (n == 4 || n == 7 ? span.at[n] != '-' : span.at[n] < '0' || span.at[n] > '9')
            return 0;
    return 1;
}

/* ---- a row ---- */

INLINE void put(const char *bytes, Py_ssize_t size) {
    reserve(size);
    memcpy(out + out_size, bytes, size);
    out_size += size;
}

INLINE void put_byte(char byte) {
    reserve(1);
    out[out_size++] = byte;
}

INLINE void put_words(const char *words) { put(words, (Py_ssize_t)strlen(words)); }

INLINE void put_big_endian(int64_t value, int size) {
    char bytes[8];
    for (int n = 0; n < size; n++)
        bytes[n] = (char)(uint64_t)((uint64_t)value >> 8 * (size - 1 - n));
    put(bytes, size);
}

static void put_null(void) { put_big_endian(-1, 4); }

static void put_integer(int64_t value, int size) {
    put_big_endian(size, 4);
    put_big_endian(value, size);
}

/* Nothing where it is 0. */
static void put_number(int64_t value, int size) {
    if (value)
        put_integer(value, size);
    else
        put_null();
}

static void put_text(Span span) {
    put_big_endian(span.size, 4);
    put(span.at, span.size);
}

static void write_size(Py_ssize_t place, int64_t size) {
    for (int n = 0; n < 4; n++)
        out[place + n] = (char)(size >> 8 * (3 - n));
}

/* A field whose size is known when it is written. */
static Py_ssize_t begin(void) {
    put_big_endian(0, 4);
    return out_size;
}

static void end(Py_ssize_t place) { write_size(place - 4, out_size - place); }

#define TEXT_TYPE 25

/* An array of texts: the texts of `outer/inner` that are not empty. */
static void put_texts(int node, const char *outer, const char *inner) {
    Py_ssize_t place = begin();
    int64_t count = 0;
    put_big_endian(0, 4);
    put_big_endian(0, 4);
    put_big_endian(TEXT_TYPE, 4);
    EACH(node, outer, inner, found) {
        Span words = text_of(found);
        if (!words.size)
            continue;
        if (!count++) {
            write_size(place, 1);
            put_big_endian(0, 4);
            put_big_endian(1, 4);
        }
        put_text(words);
    }
    if (count)
        write_size(place + 12, count);
    end(place);
}

/* ---- JSON ---- */

static void put_string(Span span) {
    static const char hexadecimal[] = "0123456789abcdef";
    reserve(span.size * 6 + 2);
    char *to = out + out_size;
    *to++ = '"';
    for (Py_ssize_t n = 0; n < span.size; n++) {
        unsigned char c = (unsigned char)span.at[n];
        if (c >= 0x20 && c != '"' && c != '\\') {
            *to++ = (char)c;
            continue;
        }
        *to++ = '\\';
        switch (c) {
        case '"': case '\\': *to++ = (char)c; break;
        case '\b': *to++ = 'b'; break;
        case '\f': *to++ = 'f'; break;
        case '\n': *to++ = 'n'; break;
        case '\r': *to++ = 'r'; break;
        case '\t': *to++ = 't'; break;
        default:
            memcpy(to, "u00", 3);
            to[3] = hexadecimal[c >> 4];
            to[4] = hexadecimal[c & 15];
            to += 5;
        }
    }
    *to++ = '"';
    out_size = to - out;
}

static Py_ssize_t begin_list(void) {
    Py_ssize_t place = begin();
    put_byte('[');
    return place;
}

static void end_list(Py_ssize_t place) {
    put_byte(']');
    end(place);
}

/* A comma, but for the first of an object or list. */
INLINE void part(void) {
    char before = out[out_size - 1];
    if (before != '{' && before != '[')
        put_byte(',');
}

INLINE void key(const char *name) {
    part();
    put_byte('"');
    put_words(name);
    put_words("\":");
}

static void object(void) {
    part();
    put_byte('{');
}

static void close_object(void) { put_byte('}'); }

INLINE void said(const char *name, Span span) {
    if (span.size) {
        key(name);
        put_string(span);
    }
}

INLINE void counted(const char *name, int64_t value) {
    if (value) {
        char digits[20], *first = digits + sizeof digits;
        for (uint64_t rest = (uint64_t)value; rest; rest /= 10)
            *--first = (char)('0' + rest % 10);
        key(name);
        put(first, digits + sizeof digits - first);
    }
}

/* ---- the columns of each kind, as records.py has them ---- */

INLINE void put_named(int node, const char *outer, const char *inner) {
    Py_ssize_t place = begin_list();
    EACH(node, outer, inner, found) {
        object();
        counted("id", number(attribute(found, "id")));
        said("name", text_of(found));
        close_object();
    }
    end_list(place);
}

static void list_credits(int node) {
    EACH(node, "artists", "artist", found) {
        object();
        counted("id", number(text(found, "id")));
        said("name", text(found, "name"));
        said("anv", text(found, "anv"));
        said("join", text(found, "join"));
        close_object();
    }
}

static void put_credits(int node) {
    Py_ssize_t place = begin_list();
    list_credits(node);
    end_list(place);
}

/* The artists as the cover names them. */
static void put_spoken(int node) {
    Py_ssize_t place = begin();
    int before = NONE;
    EACH(node, "artists", "artist", found) {
        if (before != NONE) {
            Span join = text(before, "join");
            if (!join.size || is(join, ","))
                put_words(", ");
            else {
                put_byte(' ');
                put(join.at, join.size);
                put_byte(' ');
            }
        }
        Span words = text(found, "anv");
        if (!words.size)
            words = text(found, "name");
        put(words.at, words.size);
        before = found;
    }
    end(place);
}

static void put_artist(int node) {
    put_text(text(node, "name"));
    put_text(text(node, "realname"));
    put_texts(node, "namevariations", "name");
    put_named(node, "aliases", "name");
    put_named(node, "members", "name");
    put_named(node, "groups", "name");
}

static void put_label(int node) {
    int parent = child(node, "parentLabel");
    put_text(text(node, "name"));
    put_number(parent == NONE ? 0 : number(attribute(parent, "id")), 8);
    put_text(text_of(parent));
    put_named(node, "sublabels", "label");
}

static void put_master(int node) {
    put_text(text(node, "title"));
    put_spoken(node);
    put_credits(node);
    put_number(number(text(node, "main_release")), 8);
    put_number(year(text(node, "year")), 2);
    put_texts(node, "genres", "genre");
    put_texts(node, "styles", "style");
}

static void put_owners(int node, const char *outer, const char *inner) {
    Py_ssize_t place = begin_list();
    EACH(node, outer, inner, found) {
        object();
        counted("id", number(attribute(found, "id")));
        said("name", stripped(attribute(found, "name")));
        said("catno", stripped(attribute(found, "catno")));
        close_object();
    }
    end_list(place);
}

static void put_formats(int node) {
    Py_ssize_t place = begin_list();
    EACH(node, "formats", "format", found) {
        int64_t quantity = number(attribute(found, "qty"));
        object();
        said("name", attribute(found, "name"));
        counted("qty", quantity < 1000000 ? quantity : 0);
        said("text", stripped(attribute(found, "text")));
        int any = 0;
        EACH(found, "descriptions", "description", described) {
            Span words = text_of(described);
            if (!words.size)
                continue;
            if (!any++) {
                key("descriptions");
                put_byte('[');
            }
            part();
            put_string(words);
        }
        if (any)
            put_byte(']');
        close_object();
    }
    end_list(place);
}

static int has(int node, const char *outer, const char *inner) {
    EACH(node, outer, inner, found) return 1;
    return 0;
}

static void put_track(int node) {
    Span position = text(node, "position"), duration = text(node, "duration");
    int parts = has(node, "sub_tracks", "track");
    object();
    put_words(parts                             ? "\"type\":\"index\""
              : position.size || duration.size ? "\"type\":\"track\""
                                                : "\"type\":\"heading\"");
    said("position", position);
    said("title", text(node, "title"));
    said("duration", duration);
    if (has(node, "artists", "artist")) {
        key("artists");
        put_byte('[');
        list_credits(node);
        put_byte(']');
    }
    if (parts) {
        key("sub_tracks");
        put_byte('[');
        EACH(node, "sub_tracks", "track", found) put_track(found);
        put_byte(']');
    }
    close_object();
}

static void put_release(int node) {
    Span released = text(node, "released");
    int master = child(node, "master_id");
    Py_ssize_t place;

    put_text(text(node, "title"));
    put_spoken(node);
    put_credits(node);
    put_owners(node, "labels", "label");
    put_formats(node);
    put_texts(node, "genres", "genre");
    put_texts(node, "styles", "style");
    put_text(text(node, "country"));
    put_text(is_date(released) ? released : (Span){"", 0});
    put_number(year(released), 2);
    put_number(number(text_of(master)), 8);
    put_integer(master != NONE && is(attribute(master, "is_main_release"), "true"), 1);

    place = begin_list();
    EACH(node, "tracklist", "track", found) put_track(found);
    end_list(place);

    place = begin_list();
    EACH(node, "identifiers", "identifier", found) {
        object();
        said("type", attribute(found, "type"));
        said("value", attribute(found, "value"));
        said("description", attribute(found, "description"));
        close_object();
    }
    end_list(place);

    place = begin_list();
    EACH(node, "companies", "company", found) {
        object();
        counted("id", number(text(found, "id")));
        said("name", text(found, "name"));
        said("catno", text(found, "catno"));
        said("role", text(found, "entity_type_name"));
        close_object();
    }
    end_list(place);

    put_owners(node, "series", "series");
}

static const struct {
    const char *name;
    int columns;
    void (*put)(int);
} kinds[] = {
    {"artists", 10, put_artist},
    {"labels", 8, put_label},
    {"masters", 11, put_master},
    {"releases", 20, put_release},
};

/* Where a record lies, its id where easily found, its digest. */
typedef struct {
    Py_ssize_t start, stop;
    int64_t id, digest;
} Found;

static Found *found_all;
static Py_ssize_t found_count, found_room;

static int found_more(Py_ssize_t count) {
    if (found_room < count) {
        Found *more = realloc(found_all, (size_t)count * 2 * sizeof(Found));
        if (!more)
            return 0;
        found_all = more;
        found_room = count * 2;
    }
    return 1;
}

/* Put one record's row behind the others; 0 where it is unusual. */
static int put_row(int kind, const char *bytes, Py_ssize_t size, int64_t digest, Span month) {
    Py_ssize_t before = out_size;
    if (setjmp(unusual)) {
        out_size = before;
        return 0;
    }
    parse(bytes, bytes + size);
    scratch_size = 0;
    if (scratch_room < size * 4) {
        scratch = grown(scratch, size * 4, 1);
        scratch_room = size * 4;
    }
    int64_t id = number(attribute(0, "id"));
    if (!id)
        id = number(text(0, "id"));
    NEED(id);
    put_big_endian(kinds[kind].columns, 2);
    put_integer(id, 8);
    put_integer(digest, 8);
    put_text(month);
    put_null();
    kinds[kind].put(0);
    return 1;
}

/* Take in what was found; 0 where that is no list of places among so many bytes. */
static int take_found(PyObject *list, Py_ssize_t size) {
    found_count = PyList_GET_SIZE(list);
    if (!found_more(found_count)) {
        PyErr_NoMemory();
        return 0;
    }
    for (Py_ssize_t n = 0; n < found_count; n++) {
        Found *one = &found_all[n];
        long long id, digest;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(list, n), "nnLL", &one->start, &one->stop, &id, &digest))
            return 0;
        one->id = id;
        one->digest = digest;
        if (one->start < 0 || one->stop < one->start || one->stop > size) {
            PyErr_SetString(PyExc_ValueError, "there is no such place");
            return 0;
        }
    }
    return 1;
}

static void begin_work(void) {
    PyThreadState *state = PyEval_SaveThread();
    PyThread_acquire_lock(working, WAIT_LOCK);
    PyEval_RestoreThread(state);
}

static PyObject *end_work(PyObject *result) {
    PyThread_release_lock(working);
    return result;
}

static PyObject *rows(PyObject *module, PyObject *const *arguments, Py_ssize_t count) {
    (void)module;
    if (count != 4 || !PyUnicode_Check(arguments[0]) || !PyBytes_Check(arguments[1]) ||
        !PyList_Check(arguments[2]) || !PyBytes_Check(arguments[3])) {
        PyErr_SetString(PyExc_TypeError, "rows(kind: str, held: bytes, found: list, month: bytes)");
        return NULL;
    }
    const char *name = PyUnicode_AsUTF8(arguments[0]);
    if (!name)
        return NULL;
    int kind = 0;
    while (kind < 4 && strcmp(kinds[kind].name, name))
        kind++;
    if (kind == 4) {
        PyErr_SetString(PyExc_ValueError, "there is no such kind");
        return NULL;
    }
    const char *held = PyBytes_AS_STRING(arguments[1]);
    Span month = {PyBytes_AS_STRING(arguments[3]), PyBytes_GET_SIZE(arguments[3])};

    begin_work();
    if (!take_found(arguments[2], PyBytes_GET_SIZE(arguments[1])))
        return end_work(NULL);
    Py_ssize_t left = 0;
    PyThreadState *state = PyEval_SaveThread();
    out_size = 0;
    for (Py_ssize_t n = 0; n < found_count; n++) {
        Found one = found_all[n];
        if (!put_row(kind, held + one.start, one.stop - one.start, one.digest, month))
            found_all[left++].start = n;
    }
    PyEval_RestoreThread(state);
    PyObject *unusual_ones = PyList_New(left);
    for (Py_ssize_t n = 0; unusual_ones && n < left; n++) {
        PyObject *one = PyLong_FromSsize_t(found_all[n].start);
        if (!one)
            Py_CLEAR(unusual_ones);
        else
            PyList_SET_ITEM(unusual_ones, n, one);
    }
    return end_work(unusual_ones ? Py_BuildValue("(y#N)", out_size ? out : "", out_size, unusual_ones) : NULL);
}

/* ---- a record's digest ---- */

#define BEYOND 59 /* 2^64 is so much more than the greatest prime below it */

/* (rest * factor + word) modulo the prime, or the prime more; the factor has 32 bits at most. */
static inline uint64_t stepped(uint64_t rest, uint64_t factor, uint64_t word) {
    unsigned __int128 sum = (unsigned __int128)rest * factor + word;
    uint64_t low = (uint64_t)sum, more = (uint64_t)(sum >> 64) * BEYOND, all = low + more;
    return all < low ? all + BEYOND : all;
}

static inline uint64_t word_at(const unsigned char *at) {
    uint64_t word = 0;
    for (int n = 0; n < 8; n++)
        word = word << 8 | at[n];
    return word;
}

/* `shape` and the bytes after it as one big number modulo the prime: digest_of in emitting.py. Four sums
 * of every fourth word go side by side, for a multiplication takes longer than what feeds it. */
static int64_t digest_of(uint64_t shape, const char *bytes, Py_ssize_t size) {
    const uint64_t prime = (uint64_t)-BEYOND, base = BEYOND, fourth = base * base * base * base;
    const unsigned char *at = (const unsigned char *)bytes, *end = at + size;
    uint64_t rest = shape;
    for (Py_ssize_t odd = size % 8; odd; odd--)
        rest = rest << 8 | *at++;
    for (; (end - at) % 32; at += 8)
        rest = stepped(rest, base, word_at(at));
    uint64_t a = 0, b = 0, c = 0;
    for (; at < end; at += 32) {
        a = stepped(a, fourth, word_at(at));
        b = stepped(b, fourth, word_at(at + 8));
        c = stepped(c, fourth, word_at(at + 16));
        rest = stepped(rest, fourth, word_at(at + 24));
    }
    rest = stepped(stepped(stepped(a, base, b), base, c), base, rest);
    if (rest >= prime)
        rest -= prime;
    return (int64_t)(rest ^ (uint64_t)1 << 63);
}

/* ---- where records begin and end ---- */

static const char *find(const char *at, const char *end, const char *words, Py_ssize_t size) {
    return end - at < size ? NULL : memmem(at, (size_t)(end - at), words, (size_t)size);
}

/* Where a record of this kind may begin, from `at` on: its tag as `opening` has it, and what ends a name. */
static const char *start_from(const char *at, const char *end, const char *opening, Py_ssize_t size) {
    while ((at = find(at, end, opening, size))) {
        const char *after = at + size;
        if (after == end)
            return NULL;
        if (is_space(*after) || *after == '>' || *after == '/')
            return at;
        at = after;
    }
    return NULL;
}

/* Where the list of records ends, from `at` on. */
static const char *list_end_from(const char *at, const char *end, const char *closing, Py_ssize_t size) {
    while ((at = find(at, end, closing, size))) {
        const char *after = skip_space(at + size, end);
        if (after == end)
            return NULL;
        if (*after == '>')
            return at;
        at += size;
    }
    return NULL;
}

/* How often words stand between two places. */
static int times(const char *at, const char *end, const char *words, Py_ssize_t size) {
    int count = 0;
    for (; (at = find(at, end, words, size)); at += size)
        count++;
    return count;
}

/* Whether these words are at `at`. */
INLINE int stands(const char *at, const char *end, const char *words) {
    Py_ssize_t size = (Py_ssize_t)strlen(words);
    return end - at >= size && !memcmp(at, words, size);
}

/* A number of eighteen digits at most that does not begin with 0 and ends with `close`; else 0. */
static int64_t digits(const char *at, const char *end, const char *close) {
    int64_t value = 0;
    const char *first = at;
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        if (at - first == 18)
            return 0;
        value = value * 10 + *at - '0';
    }
    return at > first && *first != '0' && stands(at, end, close) ? value : 0;
}

/* The id where it is easily found: quick_id in emitting.py; else 0. */
static int64_t quick_id(const char *at, const char *end, Py_ssize_t tag) {
    at += tag + 1;
    if (*at != '>') {
        at = skip_space(at, end);
        return stands(at, end, "id=\"") ? digits(at + 4, end, "\"") : 0;
    }
    at = skip_space(at + 1, end);
    if (stands(at, end, "<images>")) {
        at = find(at, end, "</images>", 9);
        if (!at)
            return 0;
        at = skip_space(at + 9, end);
    } else if (stands(at, end, "<images/>"))
        at = skip_space(at + 9, end);
    return stands(at, end, "<id>") ? digits(at + 4, end, "</id>") : 0;
}

typedef struct {
    const char *at, *first; /* behind the last record, and where the next one begins, once that is known */
    const char *all;
    Py_ssize_t size;
    uint64_t shape;
    int nests;
    const char *closing;
} Cutting;

/* Whether sublabels, which are called as labels are, are open at `stop`. */
static int nests(Cutting *c, const char *stop) {
    return c->nests && times(c->at, stop, "<sublabels>", 11) > times(c->at, stop, "</sublabels>", 12);
}

/* Add the record that ends at `stop`: 1, or -1 where there is no memory for it. */
static int cut(Cutting *c, const char *stop) {
    if (!found_more(found_count + 1))
        return -1;
    int64_t id = c->first ? quick_id(c->first, stop, c->size) : 0;
    const char *first = c->first ? c->first : c->at;
    found_all[found_count++] =
        (Found){first - c->all, stop - c->all, id, digest_of(c->shape, first, stop - first)};
    c->at = stop;
    c->first = NULL;
    return 1;
}

static const char *before_space(const char *at, const char *until) {
    while (until > at && is_space(until[-1]))
        until--;
    return until;
}

/* Add the record that ends before white space and `follows`, if one does; -1 where that fails. */
static int cut_before(Cutting *c, const char *follows) {
    const char *at = c->at, *stop = before_space(at, follows);
    if (stop - at < 2 || stop[-1] != '>')
        return 0;
    if (stop[-2] != '/') {
        const char *name = before_space(at, stop - 1);
        if (name - at < c->size + 2 || memcmp(name - c->size - 2, c->closing, c->size + 2))
            return 0;
    }
    return nests(c, stop) ? 0 : cut(c, stop);
}

/* Behind the last closing tag that stands between two places, or NULL. */
static const char *last_end(Cutting *c, const char *at, const char *until) {
    for (const char *opened = until; (opened = memrchr(at, '<', opened - at));)
        if (until - opened >= c->size + 2 && !memcmp(opened, c->closing, c->size + 2)) {
            const char *stop = skip_space(opened + c->size + 2, until);
            if (stop < until && *stop == '>')
                return stop + 1;
        }
    return NULL;
}

/* Add the record before `follows`, though something stands between, or it was not closed. */
static int cut_despite(Cutting *c, const char *follows, const char *end) {
    if (!c->first)
        return 0;
    int is_line = follows > c->all && follows[-1] == '\n';
    const char *stop = last_end(c, c->first, follows), *after = follows + c->size + 1;
    if (!stop) {
        if (!is_line)
            return 0;
        stop = before_space(c->first, follows);
    }
    int is_record = is_line && after < end && *after == '>';
    return is_record || !nests(c, stop) ? cut(c, stop) : 0;
}

/* The same as cut_before before the end of the list, where that stands between here and `until`. */
static int cut_at_list_end(Cutting *c, const char *until, const char *list_closing) {
    const char *list_end = c->first ? c->first : c->at;
    while ((list_end = list_end_from(list_end, until, list_closing, c->size + 3))) {
        int done = cut_before(c, list_end);
        if (done)
            return done;
        list_end++;
    }
    return 0;
}

/* Every record; 1, or -1 where there is no memory for them. */
static int cut_all(Cutting *c, const char *end, const char *opening, const char *list_closing) {
    const char *start = c->all;
    found_count = 0;
    while ((start = start_from(start, end, opening, c->size + 1))) {
        int done = cut_before(c, start);
        if (!done)
            done = cut_at_list_end(c, start, list_closing);
        if (!done)
            done = cut_despite(c, start, end);
        if (done < 0)
            return -1;
        if (!c->first)
            c->first = start;
        start++;
    }
    return cut_at_list_end(c, end, list_closing) < 0 ? -1 : 1;
}

static int has_sections(const char *all, const char *end) {
    for (const char *at = all; (at = memchr(at, '!', end - at)); at++)
        if (at > all && at[-1] == '<')
            return 1;
    return 0;
}

static PyObject *survey(PyObject *module, PyObject *const *arguments, Py_ssize_t count) {
    (void)module;
    if (count != 3 || !PyBytes_Check(arguments[0]) || !PyBytes_Check(arguments[1]) ||
        !PyLong_Check(arguments[2]) || PyBytes_GET_SIZE(arguments[1]) > 16) {
        PyErr_SetString(PyExc_TypeError, "survey(held: bytes, tag: bytes, shape: int)");
        return NULL;
    }
    const char *all = PyBytes_AS_STRING(arguments[0]), *end = all + PyBytes_GET_SIZE(arguments[0]);
    const char *tag = PyBytes_AS_STRING(arguments[1]);
    Py_ssize_t size = PyBytes_GET_SIZE(arguments[1]);
    unsigned long long shape = PyLong_AsUnsignedLongLong(arguments[2]);
    if (shape > 255 || PyErr_Occurred())
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_ValueError, "a shape is a byte");
    int nests = size == 5 && !memcmp(tag, "label", 5);
    char opening[24] = "<", closing[24] = "</", list_closing[24] = "</";
    memcpy(opening + 1, tag, size);
    memcpy(closing + 2, tag, size);
    memcpy(list_closing + 2, tag, size);
    list_closing[size + 2] = 's';

    begin_work();
    PyThreadState *state = PyEval_SaveThread();
    Cutting cutting = {all, NULL, all, size, shape, nests, closing};
    int done = has_sections(all, end) ? 0 : cut_all(&cutting, end, opening, list_closing);
    PyEval_RestoreThread(state);
    if (done <= 0)
        return end_work(done ? PyErr_NoMemory() : Py_NewRef(Py_None));
    PyObject *found = PyList_New(found_count);
    for (Py_ssize_t n = 0; found && n < found_count; n++) {
        Found *each = &found_all[n];
        PyObject *one = Py_BuildValue("(nnLL)", each->start, each->stop, (long long)each->id,
                                      (long long)each->digest);
        if (!one)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, n, one);
    }
    return end_work(found);
}

static PyMethodDef methods[] = {
    {"rows", (PyCFunction)(void (*)(void))rows, METH_FASTCALL,
     "Records as rows of binary COPY, and which of them are not among these."},
    {"survey", (PyCFunction)(void (*)(void))survey, METH_FASTCALL,
     "Where the whole records are, their ids where easily found, their digests; or None."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_rows", .m_size = -1, .m_methods = methods};

PyMODINIT_FUNC PyInit__rows(void) {
    know_names();
    working = PyThread_allocate_lock();
    if (!working)
        return PyErr_NoMemory();
    return PyModule_Create(&definition);
}
