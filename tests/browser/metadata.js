/* What a reference manager makes of a page: Zotero's own translators read it, as Zotero would. And what search engines
 * read: JSON-LD. */
"use strict";
const {fs, installed, is, ok, path, site, test} = require("./browser");

/* Zotero stands in the global scope, and tells all that it does. */
process.noDeprecation = true;
installed("zotero-translators");
Zotero.debug = () => {};
const {JSDOM} = installed("jsdom"), xpath = installed("wicked-good-xpath");

function read(address) {
	const html = fs.readFileSync(path.join(site, address), "utf8");

	return {
		coins: html.match(/<span class="Z3988"/g) || [],
		data: Array.from(html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs), ([, json]) => JSON.parse(json)),
	};
}

/* What Zotero makes of a page: the translator that comes first, what it offers to choose from, the first item. */
async function cited(address) {
	const {window} = new JSDOM(fs.readFileSync(path.join(site, address), "utf8"), {url: "https://contested-norms.example/" + address});
	const translate = new Zotero.Translate.Web();
	let choice = [];

	xpath.install(window, true);
	translate.setDocument(window.document);
	translate.setHandler("select", (_, titles, choose) => {
		choice = Object.keys(titles);
		choose({[choice[0]]: titles[choice[0]]});
	});
	const [first] = await translate.getTranslators(true);
	translate.setTranslator(first);
	const [item] = await translate.translate({libraryID: false});
	window.close();
	return {by: first.label, choice, item};
}

async function entries() {
	const dated = [];

	for (const [address, title] of [["cases/syria.html", "Syria: the intervention of 2015 and the Astana format"], ["terms/r2p.html", "Responsibility to Protect"],
		["frameworks/modes-of-contestation.html", "Modes of contestation"], ["actors/lavrov.html", "Sergei Lavrov"], ["compare.html", "Comparison of cases"]]) {
		const {by, item} = await cited(address);

		is(by, "Embedded Metadata", `${address}: nothing comes before what the page says of itself`);
		is(item.itemType, "encyclopediaArticle", `${address}: an article of an encyclopedia`);
		is(item.title, title, `${address}: its title`);
		is(item.publicationTitle, "Contested Norms", `${address}: what it stands in`);
		is(item.creators.map(({lastName, firstName}) => [lastName, firstName || ""].join("|")).join("; "), "The Contested Norms editors|", `${address}: who wrote it, in one piece`);
		is(item.url, "https://contested-norms.example/" + address, `${address}: its address`);
		is(item.language, "en", `${address}: its language`);
		ok(item.abstractNote.length > 20, `${address}: what it is about`);
		if (item.date) dated.push(item.date);
	}
	/* without git nobody knows when an entry was revised */
	ok(dated.every((date) => /^\d{4}(\/\d\d){0,2}$/.test(date)), "dates can be read", dated.join(" "));
	const {item} = await cited("index.html");
	is([item.itemType, item.title].join(" "), "book Contested Norms", "the handbook is a book");
}

async function sources() {
	const {by, item} = await cited("sources/lewis-2022.html"), {choice} = await cited("bibliography.html");

	is(by, "COinS", "the page of a source offers the source, not the page");
	is([item.itemType, item.title, item.publicationTitle, item.creators[0].lastName, item.creators[0].firstName, item.date, item.volume, item.issue, item.pages].join(" | "),
		"journalArticle | Contesting liberal peace: Russia’s emerging model of conflict management | International Affairs | Lewis | David | 2022 | 98 | 2 | 653–673",
		"with all that its reference says");
	is(read("sources/lewis-2022.html").coins.length, 1, "and it alone");
	is(choice.length, fs.readdirSync(path.join(site, "sources")).filter((name) => name !== "index.html" && name.endsWith(".html")).length, "the bibliography offers every source");
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
	ok(read("cases/syria.html").data[0]["@graph"].some((thing) => thing["@type"] === "BreadcrumbList"), "JSON-LD: the way to a page");
}

test(async () => {
	await entries();
	await sources();
	linkedData();
});
