/* Every diagnostic there is: a row each, in the order of the stages. `glossa explain` prints the explanation; a test
 * proves that each is documented and that some fixture triggers it.
 *
 * X(ID, "name", default severity, "explanation": what it means, then how to mend it) */
#ifndef GLOSSA_BASE_DIAG_CODES_H
#define GLOSSA_BASE_DIAG_CODES_H

#include "base/str.h"

enum severity { SEVERITY_IGNORE, SEVERITY_WARNING, SEVERITY_ERROR };

/* clang-format off */
#define DIAG_CODES(X) \
X(FILE_UNREADABLE, "file-unreadable", ERROR, \
	"A file of the handbook could not be read. Check that it exists and that you may read it.") \
X(FILE_IRREGULAR, "file-irregular", ERROR, \
	"Something in the handbook is neither a regular file nor a folder: a device, a pipe, or a link that leads outside. Replace it by a regular file.") \
X(FILE_NAME, "file-name", ERROR, \
	"A file name cannot become an address: it has control characters, is not UTF-8, or is too long or too deep in folders. Rename or move the file.") \
X(TEXT_UTF8, "text-utf8", ERROR, \
	"The bytes are not valid UTF-8. Save the file as UTF-8.") \
X(TEXT_CONTROL, "text-control", ERROR, \
	"A control character that no text needs. Delete it.") \
X(TEXT_BIDI, "text-bidi", WARNING, \
	"An invisible character changes the direction of text, so that it can read other than it is. Delete it, or mark the passage with :lang[…]{ar}.") \
X(TEXT_RESERVED, "text-reserved", ERROR, \
	"Characters from planes 15 and 16 of Unicode are reserved for glossa's own marks. Use others.") \
X(TEXT_TOO_LARGE, "text-too-large", ERROR, \
	"The file is larger than `limits: entry_bytes` allows. Split it, or raise the limit in site.yaml.") \
X(TEXT_NESTING, "text-nesting", ERROR, \
	"Quotations, lists or brackets are nested deeper than any reader can follow (the limit is 100). Make the text flatter.") \
X(TOO_MANY, "too-many", ERROR, \
	"One file has thousands of problems; only the first are told. Mend those, and the rest will show.") \
X(YAML_SYNTAX, "yaml-syntax", ERROR, \
	"The YAML cannot be read. Most often a text holding \": \" or \" #\" lacks quotes, or an indentation is off.") \
X(YAML_TAB, "yaml-tab", ERROR, \
	"YAML forbids tabs in indentation. Use spaces.") \
X(YAML_DUPLICATE_KEY, "yaml-duplicate-key", ERROR, \
	"The same key stands twice in one mapping; only one of them could count. Delete one.") \
X(YAML_KEY, "yaml-key", ERROR, \
	"A key has to be plain text, not a list or a mapping.") \
X(YAML_ANCHOR, "yaml-anchor", ERROR, \
	"YAML anchors (&name), aliases (*name) and merge keys (<<) are not used in handbooks. Write the value out, or put quotes around it.") \
X(YAML_TAG, "yaml-tag", ERROR, \
	"YAML tags (!name) are not used in handbooks. Delete the tag, or put quotes around the text.") \
X(YAML_DOCUMENTS, "yaml-documents", ERROR, \
	"There is more than one YAML document. Keep one.") \
X(YAML_DEPTH, "yaml-depth", ERROR, \
	"The YAML is nested deeper than 32 levels. Make it flatter.") \
X(FRONT_MATTER_UNCLOSED, "front-matter-unclosed", ERROR, \
	"The front matter opens with --- but no line with --- closes it.") \
X(SITE_KEY, "site-key", ERROR, \
	"site.yaml has a key that glossa does not know. `glossa help` and glossa-handbook(5) list the keys; free ones go under params.") \
X(SITE_VALUE, "site-value", ERROR, \
	"A value in site.yaml is of the wrong kind or out of range.") \
X(SITE_TYPE, "site-type", ERROR, \
	"A type or field in site.yaml contradicts itself or another: a missing target, an inverse that is taken, a folder that two types claim, a role without the fields it needs. A glossary needs a text that means skos:definition (a field called definition does). A bibliography needs nothing but titles; where fields mean csl:author or csl:issued, they are names (texts, records or refs) and a date.") \
X(SITE_BASE_URL, "site-base-url", WARNING, \
	"Without base_url in site.yaml nothing can be written that needs absolute addresses: canonical links, the sitemap, the feed. Set base_url to the address the site will have.") \
X(FIELD_UNKNOWN, "field-unknown", ERROR, \
	"The front matter has a key that this type does not declare. Mend the spelling, or declare the field in site.yaml.") \
X(FIELD_TYPE, "field-type", ERROR, \
	"A field's value is not of the type that site.yaml declares.") \
X(FIELD_REQUIRED, "field-required", ERROR, \
	"A field that site.yaml calls required is missing or empty.") \
X(FIELD_CHOICE, "field-choice", ERROR, \
	"The value is none of the choices that site.yaml lists for this field.") \
X(FIELD_LENGTH, "field-length", ERROR, \
	"The text is longer than `max` allows for this field.") \
X(FIELD_DATE, "field-date", ERROR, \
	"Not a date: write 2015-09-30, 2015-09, 2015, 1988~ (about), 1988? (uncertain), 18XX, 2021-23 (autumn), 1994/1996, 2015/.. (open).") \
X(FIELD_RANGE, "field-range", ERROR, \
	"A period ends before it begins, or a number lies outside what is possible.") \
X(ENTRY_TYPE, "entry-type", ERROR, \
	"No type of site.yaml owns the folder that this entry stands in, though one has almost its name; or a YAML file in content/ is no type's `file`. Move the file, or declare the type. (Entries in other folders are pages, with the reserved fields only.)") \
X(ENTRY_TITLE, "entry-title", ERROR, \
	"The entry has no title. Add `title:` to its front matter.") \
X(ENTRY_DUPLICATE, "entry-duplicate", ERROR, \
	"Two entries have the same id. Rename one.") \
X(ADDRESS_COLLISION, "address-collision", ERROR, \
	"Two things claim one address, at least on file systems that ignore case or compose characters. Rename one, or drop the alias.") \
X(ADDRESS_RESERVED, "address-reserved", ERROR, \
	"The address belongs to a page that glossa writes itself. Rename the file.") \
X(ADDRESS_LENGTH, "address-length", ERROR, \
	"The address is too long for file systems: each of its names may have 255 bytes, the whole 1,000. Shorten the file's name, the alias or the tag.") \
X(ALIAS_INVALID, "alias-invalid", ERROR, \
	"An alias is an old address inside the site, such as terms/old-name.html. It cannot leave the site or carry a scheme.") \
X(NUMBER_DUPLICATE, "number-duplicate", ERROR, \
	"Two entries of one type have the same permanent number. Numbers are never reused: give the newer entry the next free one.") \
X(DOI_DUPLICATE, "doi-duplicate", ERROR, \
	"Two sources have the same DOI, so they are one work. Keep one of them.") \
X(REF_UNKNOWN, "ref-unknown", ERROR, \
	"A field refers to an entry that does not exist.") \
X(REF_TYPE, "ref-type", ERROR, \
	"A field refers to an entry of a type that it may not refer to.") \
X(REF_SELF, "ref-self", ERROR, \
	"An entry refers to itself in a relation. Name another entry, or delete the reference.") \
X(REF_CYCLE, "ref-cycle", ERROR, \
	"Following this relation leads back to where it began, though site.yaml calls it acyclic.") \
X(REF_CONTRADICTION, "ref-contradiction", ERROR, \
	"Two relations between the same entries exclude each other: one cannot be both broader than another and related to it. Drop one.") \
X(REF_ONE_SIDED, "ref-one-sided", WARNING, \
	"A symmetric relation is written on one of its two entries only. Write it on the other as well.") \
X(REF_TWICE, "ref-twice", WARNING, \
	"A field names the same entry twice. Delete one.") \
X(REF_INVERSE, "ref-inverse", ERROR, \
	"This field is computed from its inverse and never written by hand. Write the relation on the other entry.") \
X(VIEW_KEY, "view-key", ERROR, \
	"A view has a key that glossa does not know, or one that its kind has no use for. glossa-handbook(5) lists the keys of each kind.") \
X(VIEW_VALUE, "view-value", ERROR, \
	"A value in a view is of the wrong kind, names no type, kind, choice, file or entry that there is, or is missing. Mend it as the message says.") \
X(VIEW_FIELD, "view-field", ERROR, \
	"A view names a field that none of its types declares in site.yaml. Paths lead from field to field: modes.mode, cases.region.") \
X(VIEW_EMPTY, "view-empty", WARNING, \
	"A view shows nothing: no entry meets its conditions, or none has what it draws. Loosen `where`, or delete the view.") \
X(LINK_UNKNOWN, "link-unknown", ERROR, \
	"A link leads to an entry that does not exist.") \
X(LINK_ANCHOR, "link-anchor", ERROR, \
	"The page exists, but it has no such anchor.") \
X(LINK_AMBIGUOUS, "link-ambiguous", ERROR, \
	"Several entries go by this name. Write the id of the one you mean: [[terms/name]].") \
X(LINK_DRAFT, "link-draft", WARNING, \
	"The link leads to a draft, which is not published; it appears as plain text.") \
X(LINK_ADDRESS, "link-address", ERROR, \
	"The address is not one that a handbook links to. Allowed are http, https, mailto, tel, relative addresses and #anchors.") \
X(LINK_FILE, "link-file", ERROR, \
	"A link or image leads to a file that is not there, or outside the handbook.") \
X(LINK_EMPTY, "link-empty", ERROR, \
	"A link without a target or without a text to click.") \
X(LINK_UNCLOSED, "link-unclosed", WARNING, \
	"A link opens with [[ and is never closed with ]], so it appears as plain text. Write \\[[ for brackets that are meant to show.") \
X(LINK_CUTS, "link-cuts", ERROR, \
	"A link or :lang[…] begins inside emphasis or another link and ends outside it. Let both begin and end on the same side.") \
X(ANCHOR_DUPLICATE, "anchor-duplicate", ERROR, \
	"Two places of one page claim the same anchor. Give one of them another {#id}.") \
X(ANCHOR_INVALID, "anchor-invalid", ERROR, \
	"An id has letters, digits, hyphens, underscores, dots and colons only, and begins with a letter or digit.") \
X(FORM_AMBIGUOUS, "form-ambiguous", ERROR, \
	"Two entries claim the same form, so text cannot be linked. Drop the form from one, or say `autolink: false` there.") \
X(FORM_SHADOWED, "form-shadowed", WARNING, \
	"A form can never be linked because a longer or stronger form always wins over it.") \
X(TERM_UNUSED, "term-unused", WARNING, \
	"No other entry mentions this term or links to it. Use it, link it, or delete it.") \
X(CITE_UNKNOWN, "cite-unknown", ERROR, \
	"The citation names a source that does not exist.") \
X(CITE_SYNTAX, "cite-syntax", ERROR, \
	"A citation is written [@key, locator], [see @a, 12; @b], @key [12] or [-@key].") \
X(SOURCE_UNCITED, "source-uncited", WARNING, \
	"No entry cites this source. Cite it, or delete it.") \
X(HTML_RAW, "html-raw", WARNING, \
	"Raw HTML is shown as text. Write Markdown, or set `markdown: raw_html: true` in site.yaml.") \
X(COMMENT_UNCLOSED, "comment-unclosed", ERROR, \
	"A comment opens with <!-- and is never closed with -->.") \
X(NOLINK_UNCLOSED, "nolink-unclosed", ERROR, \
	"<!-- nolink --> and <!-- /nolink --> come in pairs.") \
X(IMAGE_ALT, "image-alt", ERROR, \
	"An image needs a text for those who cannot see it: ![what it shows](file.png).") \
X(IMAGE_REMOTE, "image-remote", ERROR, \
	"Images from other hosts are not allowed unless `markdown: remote_images: true` is set. Copy the file beside the entry.") \
X(CALLOUT_UNKNOWN, "callout-unknown", ERROR, \
	"No callout of this name. Built in are NOTE, TIP, IMPORTANT, WARNING and CAUTION; site.yaml can add others.") \
X(FOOTNOTE_UNKNOWN, "footnote-unknown", ERROR, \
	"A footnote mark without a note. Add a line [^name]: text.") \
X(FOOTNOTE_UNUSED, "footnote-unused", WARNING, \
	"A footnote that no mark refers to. Add [^name] where it belongs, or delete it.") \
X(FOOTNOTE_DUPLICATE, "footnote-duplicate", ERROR, \
	"Two footnotes have the same name.") \
X(TABLE_CELLS, "table-cells", WARNING, \
	"A row has more cells than the head of the table; the surplus is lost. Add a column or delete the surplus.") \
X(LANG_INVALID, "lang-invalid", ERROR, \
	"Not a language tag. Write :lang[текст]{ru}, with a tag such as ru, zh-Hans or ru-Latn.") \
X(WORD_MISSING, "word-missing", WARNING, \
	"The interface word is missing for this language. Add it under `words:` in site.yaml, or to templates/words.yaml.") \
X(TEMPLATE_SYNTAX, "template-syntax", ERROR, \
	"The template cannot be read: a tag is not closed, or sections overlap.") \
X(TEMPLATE_NAME, "template-name", ERROR, \
	"The template uses a name that nothing can ever have. `glossa data ENTRY` prints the names there are.") \
X(TEMPLATE_MISSING, "template-missing", ERROR, \
	"A template or partial that is needed does not exist in templates/.") \
X(TEMPLATE_RECURSION, "template-recursion", ERROR, \
	"Templates include one another without end, or nearly so (the limits are 100 levels, and 10 million steps or 256 MiB a page). End the recursion by a section that becomes empty.") \
X(OUTPUT_FOREIGN, "output-foreign", ERROR, \
	"The output folder was not made by glossa, so it is neither replaced nor emptied. Choose another with -o, or delete it yourself.") \
X(LEDGER_LOST, "ledger-lost", ERROR, \
	"An address that content/ledger.txt has as published leads nowhere now. Links to it, of readers and of other sites, would break. Where a page has moved, name its old address under `aliases:` of the entry that took its place; where a heading has another text, keep its id with {#old-id} behind the heading, or write `anchors: {old-id: new-id}` in the front matter. What is gone for good is given up with `glossa ledger --update`.") \
X(LEDGER_LINE, "ledger-line", ERROR, \
	"A line of content/ledger.txt is no address of a page, such as terms/r2p.html or terms/r2p.html#pillars. Of the marks that a merge leaves delete those lines and keep all the addresses; their order does not matter.") \
X(REDIRECT_LOOP, "redirect-loop", ERROR, \
	"Old anchors lead to one another in a circle, so that none of them leads anywhere. Let each lead to an anchor that the page has now.") \
X(HISTORY_CUT, "history-cut", WARNING, \
	"The history in git could not be read as a whole: the clone is shallow, so that every entry would bear the date of its oldest commit, or git was too slow. Pages then have no dates but those of their front matter. Fetch all of it with `git fetch --unshallow`, in a workflow with `fetch-depth: 0`; or write `history: false` in site.yaml.") \
X(NAV_UNKNOWN, "nav-unknown", ERROR, \
	"`nav` names a page that does not exist.")

enum diag_code {
#define X(id, name, severity, explanation) DIAG_##id,
	DIAG_CODES(X)
#undef X
	DIAG_CODE_COUNT
};
/* clang-format on */

struct diag_info {
	const char *name;
	enum severity severity;
	const char *explanation;
};

extern const struct diag_info DIAG_INFO[DIAG_CODE_COUNT];

bool diag_code_named(struct str name, enum diag_code *code);

#endif
