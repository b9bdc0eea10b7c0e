#include "formats/json_stream.h"

static void begin(struct json_stream *json)
{
	if (json->comma)
		buf_char(json->out, ',');
	json->comma = true;
}

void json_open(struct json_stream *json, char bracket)
{
	begin(json);
	buf_char(json->out, bracket);
	json->comma = false;
}

void json_close(struct json_stream *json, char bracket)
{
	buf_char(json->out, bracket);
	json->comma = true;
}

void json_key(struct json_stream *json, struct str key)
{
	begin(json);
	json_string(json->out, key);
	buf_char(json->out, ':');
	json->comma = false;
}

void json_text(struct json_stream *json, struct str text)
{
	begin(json);
	json_string(json->out, text);
}

void json_text_or_null(struct json_stream *json, struct str text)
{
	if (text.len)
		json_text(json, text);
	else
		json_null(json);
}

void json_number(struct json_stream *json, double number)
{
	char text[NUMBER_LONGEST];
	size_t length = value_number_text(number, text);

	json_raw(json, length ? (struct str){text, length} : STR("null"));
}

void json_bool(struct json_stream *json, bool is)
{
	json_raw(json, is ? STR("true") : STR("false"));
}

void json_null(struct json_stream *json)
{
	json_raw(json, STR("null"));
}

void json_tree(struct json_stream *json, const struct value *value)
{
	begin(json);
	json_write(json->out, value, 0);
}

void json_raw(struct json_stream *json, struct str written)
{
	begin(json);
	buf_put(json->out, written);
}

void json_line(struct json_stream *json)
{
	begin(json);
	buf_char(json->out, '\n');
	json->comma = false;
}

void json_member(struct json_stream *json, struct str key, struct str text)
{
	json_key(json, key);
	json_text(json, text);
}

void json_member_if(struct json_stream *json, struct str key, struct str text)
{
	if (text.len)
		json_member(json, key, text);
}
