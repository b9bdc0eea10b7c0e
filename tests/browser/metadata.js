/* What a reference manager makes of a page. The rules are those of Zotero's translators "Embedded Metadata" and "COinS",
 * as far as they bear on what a handbook says: z:itemType names the kind; Highwire's citation_* come before the RDF that
 * meta names with a known prefix make; a span of class Z3988 wins over both, and several are a choice to be made. */
"use strict";
const {fs, is, ok, path, site, test} = require("./browser");

function decoded(text) {
	return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'"}[name]));
}

function attributes(tag) {
	return Object.fromEntries(Array.from(tag.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name, value]) => [name, decoded(value)]));
}

function read(address) {
	const html = fs.readFileSync(path.join(site, address), "utf8");

	return {
		lang: attributes(html.match(/<html[^>]*>/)[0]).lang,
		metas: Array.from(html.matchAll(/<meta [^>]*>/g), ([tag]) => attributes(tag)),
		coins: Array.from(html.matchAll(/<span class="Z3988"[^>]*>/g), ([tag]) => attributes(tag).title),
		data: Array.from(html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs), ([, json]) => JSON.parse(json)),
	};
}

/* The item that "Embedded Metadata" makes; null where another translator comes first. */
function embedded(page) {
	const all = (name) => page.metas.filter((meta) => (meta.name || meta.property) === name).map((meta) => meta.content);
	const one = (...names) => names.map((name) => all(name)[0]).find((value) => value);

	if (page.coins.length) return null;
	let type = one("z:itemType");
	/* these say what the work stands in, and outweigh whatever else is said */
	if (one("citation_inbook_title", "citation_book_title")) type = "bookSection";
	else if (!type && one("citation_journal_title", "citation_title")) type = "journalArticle";
	return {
		type: type || "webpage",
		title: one("citation_title", "dc.title", "og:title"),
		container: one("citation_journal_title", "citation_conference_title", "prism.publicationName"),
		creators: all("citation_author").map((name) => (name.includes(",") ? name.split(/, */).reverse().join(" ") : name)),
		date: (one("citation_publication_date", "citation_date", "prism.publicationDate") || "").replace(/\//g, "-"),
		url: one("citation_public_url", "citation_fulltext_html_url"),
		language: one("citation_language", "dc.language") || page.lang,
		abstract: one("citation_abstract", "dcterms.abstract", "og:description", "description"),
	};
}

function openUrl(query) {
	const found = {};

	for (const [key, value] of new URLSearchParams(query)) (found[key] = found[key] || []).push(value);
	return found;
}

function entries() {
	const dated = [];

	for (const [address, title] of [["cases/syria.html", "Syria: the intervention of 2015 and the Astana format"], ["terms/r2p.html", "Responsibility to Protect"],
		["frameworks/modes-of-contestation.html", "Modes of contestation"], ["actors/lavrov.html", "Sergei Lavrov"]]) {
		const item = embedded(read(address));

		ok(item, `${address}: nothing comes before what the page says of itself`);
		is(item.type, "encyclopediaArticle", `${address}: an article of an encyclopedia`);
		is(item.title, title, `${address}: its title`);
		is(item.container, "Contested Norms", `${address}: what it stands in`);
		is(item.creators.join("; "), "The Contested Norms editors", `${address}: who wrote it`);
		is(item.url, "https://contested-norms.example/" + address, `${address}: its address`);
		is(item.language, "en", `${address}: its language`);
		ok(item.abstract.length > 20, `${address}: what it is about`);
		if (item.date) dated.push(item.date);
	}
	/* without git nobody knows when an entry was revised */
	ok(dated.every((date) => /^\d{4}(-\d\d){0,2}$/.test(date)), "dates can be read", dated.join(" "));
	is(embedded(read("index.html")).type, "book", "the handbook is a book");
}

function sources() {
	const spans = read("sources/lewis-2022.html").coins;
	const one = openUrl(spans[0] || ""), list = read("bibliography.html").coins.map(openUrl);

	is(spans.length, 1, "the page of a source offers one work: the source");
	is([one["rft.atitle"], one["rft.jtitle"], one["rft.aulast"], one["rft.date"], one["rft.volume"], one["rft.issue"], one["rft.pages"]].join(" | "),
		"Contesting liberal peace: Russia’s emerging model of conflict management | International Affairs | Lewis | 2022 | 98 | 2 | 653–673",
		"with all that its reference says");
	is(embedded(read("sources/lewis-2022.html")), null, "and nothing of the page itself");
	is(list.length, fs.readdirSync(path.join(site, "sources")).filter((name) => name !== "index.html" && name.endsWith(".html")).length, "the bibliography offers every source");
	ok(list.every((work) => work["rft.atitle"] || work["rft.btitle"] || work["rft.title"]), "each by its title");
	const others = fs.readdirSync(site, {recursive: true}).filter((name) => name.endsWith(".html") && !/^sources\/|^bibliography\.html$|^data\//.test(name) &&
		read(name).coins.length);
	ok(others.length === 0, "no other page does", others.slice(0, 5).join("\n"));
}

function linkedData() {
	/* what the page is about comes first, the way to it after that */
	const of = (address, at = 0) => read(address).data[0]["@graph"][at];
	const syria = of("cases/syria.html");

	is(syria["@type"], "ScholarlyArticle", "JSON-LD: a case is an article");
	is(syria.isPartOf["@type"] + " " + syria.isPartOf.name, "Book Contested Norms", "JSON-LD: in a book");
	ok(syria.citation.some((work) => work["@type"] === "ScholarlyArticle" && work["@id"] === "https://contested-norms.example/sources/lewis-2022.html"), "JSON-LD: which cites works");
	ok(syria.about.every((thing) => thing["@type"] === "DefinedTerm"), "JSON-LD: and is about norms");
	is(of("terms/r2p.html")["@type"], "DefinedTerm", "JSON-LD: a term");
	is(of("terms/r2p.html").inDefinedTermSet["@type"], "DefinedTermSet", "JSON-LD: in a set of terms");
	is(of("actors/lavrov.html")["@type"], "Person", "JSON-LD: a person");
	is(of("actors/nato.html")["@type"], "Organization", "JSON-LD: an organisation");
	is(of("frameworks/modes-of-contestation.html")["@type"], "DefinedTermSet", "JSON-LD: a framework");
	is(of("sources/casier-2022.html").sameAs, "https://doi.org/10.1080/13510347.2021.1928078", "JSON-LD: a source by its DOI");
	is(of("glossary.html")["@type"], "DefinedTermSet", "JSON-LD: the glossary");
	is(of("cases/index.html")["@type"], "CollectionPage", "JSON-LD: an index");
	is(of("index.html")["@type"] + " " + of("index.html", 1)["@type"], "WebSite Book", "JSON-LD: home");
	is(of("cases/syria.html", 1)["@type"], "BreadcrumbList", "JSON-LD: the way to a page");
}

test(async () => {
	entries();
	sources();
	linkedData();
});
