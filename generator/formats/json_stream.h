/* Writes JSON piece by piece, with its commas, for what is too large to be a tree first.
 *
 *     struct json_stream json = {.out = &buf};
 *     json_open(&json, '{');
 *     json_key(&json, STR("id"));
 *     json_text(&json, id);
 *     json_close(&json, '}');
 */
#ifndef GLOSSA_FORMATS_JSON_STREAM_H
#define GLOSSA_FORMATS_JSON_STREAM_H

#include "formats/json.h"

struct json_stream {
	struct buf *out;
	bool comma; /* before the next value */
};

void json_open(struct json_stream *json, char bracket);
void json_close(struct json_stream *json, char bracket);
void json_key(struct json_stream *json, struct str key);
void json_text(struct json_stream *json, struct str text);
/* null where the text is empty */
void json_text_or_null(struct json_stream *json, struct str text);
void json_number(struct json_stream *json, double number);
void json_bool(struct json_stream *json, bool is);
void json_null(struct json_stream *json);
void json_tree(struct json_stream *json, const struct value *value);
/* What is JSON already. */
void json_raw(struct json_stream *json, struct str written);
/* A line of its own for the next value. */
void json_line(struct json_stream *json);

/* A key with its text; the second only where there is one. */
void json_member(struct json_stream *json, struct str key, struct str text);
void json_member_if(struct json_stream *json, struct str key, struct str text);

#endif
