/* Handbooks that nobody here has seen: words that never end, titles of three hundred characters, mark-up where a title
 * should be, writing from right to left, other types, hardly an entry or none. Pages are sound and keep within the
 * window. */
"use strict";
const {execFileSync} = require("child_process");
const os = require("os");
const {fs, installed, is, ok, path, root, test} = require("./browser");

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const LONG = "A title of three hundred characters that goes on ".repeat(7).slice(0, 300);
const SETTINGS = `title: "${WORD} & <Plants>"
subtitle: "🌿 Everything"
base_url: https://plants.example/
repository: https://example.org/plants
authors: [Ann Author]
outputs: [print]
types:
  plant:
    folder: plants
    letter: P
    label: {one: Plant, many: Plants}
    fields:
      summary: {type: text}
      height: {type: quantity}
      found: {type: place, many: true}
      family: {type: ref, to: word, many: true, inverse: plants}
      likes: {type: text, many: true}
  word:
    folder: words
    role: glossary
    letter: W
    label: {one: Word, many: Words}
    fields:
      definition: {type: text, required: true, means: skos:definition}
`;
const BOOK = {
	"site.yaml": SETTINGS,
	"content/plants/long.md": `---
title: ${WORD}
number: 1
summary: ${WORD}${WORD} https://example.org/${"never/breaks/".repeat(9)}
tags: [${"endless".repeat(12)}, "<b>tag</b>", 標籤]
found: [{name: ${WORD}, lat: 53.2, lon: -4.2, role: ${"role".repeat(20)}}]
family: [rtl, long-word]
likes: [sun, ${"a".repeat(90)}]
height: {value: 1234567890.123, unit: kilometresperhoursquared, qualifier: about}
---
שלום, نبات and \`${"code_".repeat(30)}\`, [[300]], [[arabic]].[^1]

[^1]: A note, ${"a".repeat(99)}.

## ${WORD}${WORD}

| ${"a".repeat(30)} | ${"b".repeat(30)} | c | d | e | f |
|---|---|---|---|---|---|
| 1 | 2 | 3 | 4 | 5 | ${"x".repeat(40)} |

## Second

    ${"a long line of code ".repeat(9)}
`,
	"content/plants/300.md": `---\ntitle: ${LONG}\nnumber: 999999\naliases: [old-address]\n---\nText.\n`,
	"content/plants/markup.md": '---\ntitle: "<script>alert(1)</script> & *stars* `code` [[x]]"\nnumber: 3\nsummary: "<img src=x onerror=alert(1)>"\n---\nText.\n',
	"content/plants/emoji.md": "---\ntitle: 🌵🌵 👩‍👩‍👧‍👦\nnumber: 4\n---\nText.\n",
	"content/plants/han.md": "---\ntitle: 全球治理倡議與人類命運共同體的關係以及植物學詞典的編纂方法研究\nlang: zh-Hant\nnumber: 5\n---\n關係。\n",
	"content/plants/arabic.md": "---\ntitle: دليل النباتات البرية في الشرق الأوسط\nlang: ar\nsummary: كتاب\nnumber: 6\n---\nالنص.[^1]\n\n[^1]: حاشية.\n\n## قسم\n\nنص.\n\n## آخر\n\nنص.\n",
	"content/words/rtl.md": "---\ntitle: نبات\nnumber: 1\ndefinition: A plant.\n---\nText.\n",
	"content/words/long-word.md": `---\ntitle: Pneumono${WORD}\nnumber: 2\ndefinition: ${"a".repeat(90)}\n---\n`,
};
/* From right to left throughout, with all that views draw. */
const VIEWS = ["table\ncolumns: [title, region, period, place]", "timeline", "map", "graph"].map((show) => `## ${show.match(/\w+/)[0]}\n\n\`\`\`view\nshow: ${show}\nof: plant\ncaption: תצוגה\n\`\`\`\n`).join("\n");
const HEBREW = {
	"site.yaml": `title: ספר הצמחים
lang: he
types:
  plant:
    folder: plants
    label: {one: צמח, many: צמחים}
    fields:
      summary: {type: text}
      region: {type: text}
      period: {type: period}
      place: {type: place}
      like: {type: ref, to: plant, many: true}
`,
	"content/views.md": `---\ntitle: תצוגות\n---\n${VIEWS}`,
	"content/plants/oak.md": "---\ntitle: אלון התבור\nsummary: עץ.\nregion: צפון\nperiod: 2001/2004\nplace: {name: חיפה, lat: 32.8, lon: 35}\nlike: [elm]\n---\nעץ.\n",
	"content/plants/elm.md": "---\ntitle: בוקיצה שעירה\nregion: דרום\nperiod: 2003/2009\nplace: {name: אילת, lat: 29.5, lon: 34.9}\n---\nעץ.\n",
};
const BOOKS = {
	hostile: BOOK,
	"in Hebrew": HEBREW,
	"of one type": {"site.yaml": "title: One\nlang: de\ntypes:\n  ding: {folder: dinge, label: {one: Ding, many: Dinge}}\n", "content/dinge/a.md": "---\ntitle: Ein Ding\n---\nText.\n"},
	"without entries": {"site.yaml": "title: None\ntypes:\n  note: {folder: notes, label: {one: Note, many: Notes}}\n"},
};

function build(files) {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), "glossa-stranger-"));

	for (const name of ["templates", "static"]) fs.cpSync(path.join(root, name), path.join(work, name), {recursive: true});
	for (const [name, text] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(work, name)), {recursive: true});
		fs.writeFileSync(path.join(work, name), text);
	}
	fs.mkdirSync(path.join(work, "content"), {recursive: true});
	execFileSync(process.env.GLOSSA || path.join(root, "build/glossa"), ["-C", work, "build", "-q"], {stdio: ["ignore", "ignore", "pipe"]});
	return work;
}

function outside() {
	const page = document.documentElement;

	return page.scrollWidth <= page.clientWidth ? [] : Array.from(document.querySelectorAll("body *")).filter((e) => {
		const box = e.getBoundingClientRect();

		return (box.right > page.clientWidth + 1 || box.left < -1) && !e.closest(".table, .sections");
	}).slice(0, 4).map((e) => e.outerHTML.slice(0, 120));
}

/* Where lines run from right to left, what is wide takes the margin and not the rail; what is drawn stays in its drawing. */
async function mirrored(browser, site) {
	const page = await browser.newPage({viewport: {width: 1280, height: 800}});

	await page.goto("file://" + path.join(site, "views.html"));
	const told = await page.evaluate(() => {
		const box = (element) => element.getBoundingClientRect(), rail = box(document.querySelector(".outline")).left;
		const wide = Array.from(document.querySelectorAll(".text > .view")).filter((view) => box(view).right > rail);
		const cut = Array.from(document.querySelectorAll("svg text")).filter((text) => {
			const inside = box(text), around = box(text.closest("svg"));

			return inside.left < around.left - 1 || inside.right > around.right + 1;
		});

		return wide.concat(cut).map((element) => element.outerHTML.slice(0, 120));
	});
	is(told.join("\n"), "", "from right to left: views keep clear of the rail, and labels within their drawings");
	await page.close();
}

/* Arabic in an English list and on its card begins at the right. */
async function foreign(browser, site) {
	const page = await browser.newPage({viewport: {width: 1280, height: 800}});
	const gap = (selector) => page.locator(selector).evaluate((element) => {
		const range = document.createRange();

		range.selectNodeContents(element);
		return Math.round(element.getBoundingClientRect().right - range.getBoundingClientRect().right);
	});

	await page.goto("file://" + path.join(site, "plants/index.html"));
	is(await gap("p[lang=ar]"), 0, "a summary in Arabic begins at the right");
	await page.goto("file://" + path.join(site, "plants/long.html"));
	await page.locator(".text a[href='arabic.html']").hover();
	is(await gap(".card .preview-title"), 0, "and on a card");
	await page.close();
}

/* Arriving by an old address, and by one that never was, at a host that knows nothing of redirects. */
async function arriving(browser, site) {
	const page = await browser.newPage();

	await page.route("https://plants.example/**", (route) => {
		const file = path.join(site, unescape(new URL(route.request().url()).pathname).replace(/\/$/, "/index.html"));
		const there = fs.existsSync(file) && fs.statSync(file).isFile();

		return route.fulfill({path: there ? file : path.join(site, "404.html"), status: there ? 200 : 404, contentType: there ? undefined : "text/html"});
	});
	await page.goto("https://plants.example/plants/300.html");
	is(await page.locator(".arrival:visible").count(), 0, "who comes by an entry's address is told nothing");
	await page.goto("https://plants.example/old-address.html");
	await page.waitForURL(/plants\/300\.html/);
	await page.locator(".arrival").waitFor();
	ok(/old-address/.test(await page.locator(".arrival").textContent()), "who comes by an old one is told so");
	await page.goto("https://plants.example/words/deep/down/long-wrod.html");
	is(await page.locator("#near a").first().getAttribute("href"), "/words/long-word.html", "a slip in an address: what is nearest to it");
	is(await page.locator(".renamed a").getAttribute("href"), "/plants/300.html", "and what has moved");
	await page.locator("#near a").first().click();
	await page.waitForURL(/words\/long-word\.html$/);
	await page.goto("https://plants.example/%3Cscript%3Ealert(1)%3C%2Fscript%3E/%FF");
	is(await page.locator("h1").textContent(), "Page not found", "no address is too strange");
	is(await page.locator("#near a").count(), 0, "and nothing is near to everything");
	await page.close();
}

test(async ({browser}) => {
	const axe = fs.readFileSync(installed.resolve("axe-core"), "utf8");

	for (const [name, files] of Object.entries(BOOKS)) {
		const work = build(files), site = path.join(work, "public");
		/* 404.html is written for the root of its host; a redirect is left before one can look */
		const pages = fs.readdirSync(site, {recursive: true}).filter((page) => page.endsWith(".html") && page !== "404.html" &&
			!fs.readFileSync(path.join(site, page), "utf8").includes('http-equiv="refresh"')).sort();
		const wide = [], faults = [], alerts = [];

		for (const width of [320, 1440]) {
			const page = await browser.newPage({viewport: {width, height: 800}});

			page.on("dialog", (dialog) => alerts.push(dialog.message()) && dialog.dismiss());
			for (const address of pages) {
				await page.goto("file://" + path.join(site, address));
				wide.push(...(await page.evaluate(outside)).map((html) => `${address}, ${width} px: ${html}`));
				if (width === 320 || address.endsWith("print.html")) continue;
				await page.evaluate(axe);
				const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
				faults.push(...await page.evaluate((runOnly) => axe.run(document, {runOnly}).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)), rules)
					.then((told) => told.map((each) => `${address}: ${each}`)));
			}
			await page.close();
		}
		ok(pages.length > 3, `a handbook ${name} has pages`);
		if (files === BOOK) ok(/<article id="plants\/arabic" lang="ar">/.test(fs.readFileSync(path.join(site, "print.html"), "utf8")), "an entry in the print edition says what language it is in");
		ok(wide.length === 0, `a handbook ${name}: nothing leaves the window`, wide.slice(0, 8).join("\n"));
		ok(faults.length === 0, `a handbook ${name}: axe finds nothing`, faults.slice(0, 8).join("\n"));
		if (files === BOOK) await foreign(browser, site);
		if (files === BOOK) await arriving(browser, site);
		if (files === HEBREW) await mirrored(browser, site);
		ok(alerts.length === 0, `a handbook ${name}: nothing runs that was written as text`, alerts.join("\n"));
		fs.rmSync(work, {recursive: true});
	}
});
