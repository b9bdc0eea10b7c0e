/* What glossa asks of the disk: beneath open folders, without following a link by surprise, without waiting.
 *
 * What fails returns false or -1 and leaves the reason in errno. Interrupted calls are repeated; descriptors are
 * closed on exec. Names of files inside a folder and paths are terminated strings, as system calls want them. */
#ifndef GLOSSA_BASE_FILE_H
#define GLOSSA_BASE_FILE_H

#include "base/str.h"

/* The longest path, with its end. */
enum { FILE_PATH_SIZE = 4096 };

enum file_type { FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_PIPE, FILE_SOCKET, FILE_DEVICE };

struct file_name {
	struct str name; /* terminated */
	enum file_type type;
};

/* Opens for reading without ever leaving `folder`: EXDEV where a link leads out. A pipe opens at once. What is opened
 * only to be looked at can be asked for its type, but not read. */
enum file_open { FILE_OPEN_ANY, FILE_OPEN_FOLDER = 1, FILE_OPEN_WITHOUT_LINKS = 2, FILE_OPEN_TO_LOOK = 4 };
int file_open_beneath(int folder, const char *path, unsigned how);
/* Of what is open, and of a name in a folder (a link is a link). */
bool file_type_of(int file, enum file_type *type);
bool file_type_at(int folder, const char *path, enum file_type *type);

/* What a folder holds, in byte order with '/' behind the names of folders: walking down in this order visits paths
 * in byte order. */
bool file_list(struct arena *arena, int folder, struct file_name **names, size_t *count);
/* The whole of a regular file on the heap; EFBIG when it has more than `limit` bytes, EINVAL when not regular. */
bool file_load(int file, uint64_t limit, struct str *bytes);
/* Up to `size` bytes from where the file stands; fewer only at its end. */
bool file_read(int file, char *buffer, size_t size, size_t *got);
bool file_write(int file, struct str bytes);
/* Copies from where `from` stands to its end. */
bool file_copy(int from, int to);
bool file_same(int a, int b);
bool file_holds(int file, struct str bytes);
/* Closes and says whether all that was written has arrived. */
bool file_close(int file);
/* Closes after a failure, keeping errno. */
void file_abandon(int file);

/* Makes the folders above `path` where they are missing. With a mode all of them have exactly that afterwards; with 0
 * the umask has its say and what exists stays as it is. */
bool file_make_folders(int folder, const char *path, unsigned mode);
/* Deletes what is in a folder (but `keep`, a name in it, or NULL), or one name whatever it is; follows no link. */
bool file_empty_folder(int folder, const char *keep);
bool file_remove_tree(int folder, const char *name);
/* Swaps two names at one instant. ENOSYS, EINVAL or EXDEV where the system cannot. */
bool file_exchange(int folder, const char *name, int other_folder, const char *other_name);
/* Brings all that was written to the file system of `folder` onto the disk. */
bool file_sync(int folder);

/* "No such file or directory" */
struct str file_reason(struct arena *arena, int error);

#endif
