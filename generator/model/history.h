/* When entries were written and changed, by whom and why: what the version control of the handbook knows. read/ fills
 * this, link/ hands it to the entries. */
#ifndef GLOSSA_MODEL_HISTORY_H
#define GLOSSA_MODEL_HISTORY_H

#include "base/arena.h"
#include "base/map.h"
#include "model/edtf.h"

enum { COMMIT_SHORT = 7, BLOB_BYTES = 20 };

/* What git calls a text. */
struct blob {
	unsigned char hash[BLOB_BYTES];
};

/* A commit. Its texts are one line of UTF-8 each, without characters that control. */
struct change {
	struct str commit; /* all digits of its hash */
	struct str author, message;
	int64_t seconds; /* since 1970, in UTC: when it was written */
	size_t number;   /* the newest is 0 */
	bool minor;      /* a merge, or by `history: minor`: nothing that readers are told of as new */
};

/* The life of one file, through all its names. */
struct file_history {
	const struct change **changes; /* the newest, newest first */
	size_t count, capacity;
	size_t total;                      /* how many there have been */
	const struct change *latest;       /* that is not minor; NULL for none */
	int64_t first_second, last_second; /* the oldest and the newest */
	const struct change *first;
	struct str *authors; /* who wrote it first comes first */
	size_t author_count, author_capacity;
	struct blob blob; /* the newest text */
	bool has_blob;
};

enum history_state {
	HISTORY_OFF,     /* not asked for */
	HISTORY_READ,    /* it is there */
	HISTORY_NONE,    /* no git, no repository, or one that git does not trust; `reason` says which */
	HISTORY_SHALLOW, /* cut off: what is known would be wrong */
	HISTORY_LATE,    /* it took too long */
};

struct history {
	enum history_state state;
	struct str reason; /* for people; "" when all is well */
	struct map files;  /* path now ("content/terms/r2p.md") → struct file_history */
	struct map others; /* other paths in content/ ("terms/old.md") that commits name, where they are asked for */
	struct arena arena;
};

/* The day of a time, in UTC. */
struct date date_of_seconds(int64_t seconds);
/* "2024-05-17T09:30:00Z" */
struct str time_stamp(struct arena *arena, int64_t seconds);
/* As much of a commit's hash as people copy. */
struct str commit_short(struct str commit);
void history_release(struct history *history);

#endif
