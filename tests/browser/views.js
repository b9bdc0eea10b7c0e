/* What views draw, as a browser sets it: no two labels touch in the fonts that are really there, every mark has a name
 * for those who do not see it, columns are chosen without a script and so they are printed, and the head of a table
 * stands on each of its sheets. */
"use strict";
const {execFileSync} = require("child_process");
const {is, ok, path, test} = require("./browser");

const DRAWN = ["timeline.html", "timeline/by-region.html", "timeline/by-case.html", "map.html", "graph.html",
	"cases/syria.html", "cases/china-un-peacekeeping.html", "terms/sovereignty.html", "frameworks/modes-of-contestation.html",
	"terms/r2p.html"];

/* Labels that overlap by more than a hair, and marks without a name. */
function look() {
	const touching = [], nameless = [];

	for (const svg of document.querySelectorAll("svg[role=group]")) {
		const texts = [...svg.querySelectorAll("text:not(.year):not(.bin-count):not(.spot-count)")].map((text) => [text.textContent, text.getBBox()]);

		texts.forEach(([name, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
			const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
			const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);

			if (wide > 1 && high > 4) touching.push(`${name} | ${other}`);
		}));
		if (!svg.firstElementChild.matches("title") || !svg.firstElementChild.textContent.trim()) nameless.push("a drawing");
		svg.querySelectorAll("a").forEach((a) => (a.getAttribute("aria-label") || a.textContent).trim() || nameless.push(a.outerHTML));
	}
	return {touching, nameless, count: document.querySelectorAll("svg[role=group]").length};
}

const columns = (page) => page.$$eval("#all thead th", (heads) => heads.filter((head) => head.offsetParent).map((head) => head.textContent));

test(async ({browser, url}) => {
	for (const name of DRAWN) {
		const page = await browser.newPage({viewport: {width: 1280, height: 800}});

		await page.goto(url + name);
		const seen = await page.evaluate(look);
		ok(seen.count > 0, `${name}: something is drawn`);
		is(seen.touching.join("\n"), "", `${name}: no two labels touch`);
		is(seen.nameless.join("\n"), "", `${name}: every mark has a name`);
		await page.close();
	}

	const context = await browser.newContext({javaScriptEnabled: false});
	const page = await context.newPage();
	await page.goto(url + "compare.html");
	is((await columns(page)).join(), "Title,Region,Period,Kind of note", "without a script: the first set of columns");
	await page.check("#all .pick-4");
	await page.uncheck("#all .pick-1");
	is((await columns(page)).join(), "Title,Norms at stake,Mode", "another is chosen");
	await page.emulateMedia({media: "print"});
	is((await columns(page)).join(), "Title,Norms at stake,Mode", "and printed");
	ok(!await page.isVisible("#all .pick-4"), "without the boxes");
	await context.close();

	const paper = await browser.newPage();
	await paper.goto(url + "compare.html");
	const file = path.join(__dirname, "../../build/browser/compare.pdf");
	await paper.pdf({path: file, preferCSSPageSize: true});
	const text = execFileSync("pdftotext", ["-layout", file, "-"], {encoding: "utf8"});
	const sheets = text.split("\f").filter((sheet) => /prose of the|Consent to/.test(sheet));
	is(sheets.filter((sheet) => /Basis of|Consent to/.test(sheet)).length, sheets.length, "each sheet of a table has its head");
	await paper.close();
});
