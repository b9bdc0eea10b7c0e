/* Every type of page, as it meets readers: by day, by night, on a desk, on a phone, at 400 % (320 px), with wider spaces
 * between letters (WCAG 1.4.12). axe finds nothing, nothing scrolls sideways, the console is silent, nobody else is
 * asked for anything. */
"use strict";
const {fs, installed, ok, pages, test} = require("./browser");

const axe = fs.readFileSync(installed.resolve("axe-core"), "utf8");
const SETS = [
	{name: "light, 1280 px", width: 1280, colorScheme: "light"},
	{name: "dark, 1280 px", width: 1280, colorScheme: "dark"},
	{name: "light, 390 px", width: 390, colorScheme: "light"},
	{name: "dark, 320 px", width: 320, colorScheme: "dark"},
];
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
	p { margin-bottom: 2em !important; }`;

function overflow() {
	return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

/* In the print edition each entry has a Table 1: what is good practice on a page of its own cannot be there. */
async function violations(page, name) {
	const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"].concat(name === "print edition" ? [] : "best-practice");
	await page.evaluate(axe);
	return page.evaluate(async (runOnly) => {
		const {violations} = await axe.run(document, {runOnly, resultTypes: ["violations"]});

		return violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join("\n  ")}`);
	}, rules);
}

async function look(context, set, name, address, url) {
	const page = await context.newPage();
	const said = [], asked = [];

	page.on("console", (message) => /error|warning/.test(message.type()) && said.push(message.text()));
	page.on("pageerror", (error) => said.push(error.message));
	page.on("request", (request) => request.url().startsWith(url) || request.url().startsWith("data:") || asked.push(request.url()));
	await page.goto(url + address, {waitUntil: "load"});
	/* what a browser has not laid out yet has no size that could be judged */
	await page.evaluate(() => document.querySelectorAll(".whole article").forEach((e) => e.style.setProperty("content-visibility", "visible")));
	const faults = await violations(page, name);
	const wide = await page.evaluate(overflow);

	ok(faults.length === 0, `${name}, ${set.name}: axe finds nothing`, faults.join("\n"));
	ok(wide <= 0, `${name}, ${set.name}: nothing scrolls sideways`, `${wide} px too wide`);
	ok(said.length === 0, `${name}, ${set.name}: the console is silent`, said.join("\n"));
	ok(asked.length === 0, `${name}, ${set.name}: nobody else is asked`, asked.join("\n"));
	if (set.width < 400) {
		const spaced = await page.evaluate((css) => {
			const sheet = new CSSStyleSheet();

			sheet.replaceSync(css);
			document.adoptedStyleSheets = [sheet];
			return document.documentElement.scrollWidth - document.documentElement.clientWidth;
		}, SPACED);

		ok(spaced <= 0, `${name}, ${set.name}: nor with wider spaces`, `${spaced} px too wide`);
	}
	await page.close();
}

test(async ({browser, url}) => {
	for (const set of SETS) {
		const context = await browser.newContext({viewport: {width: set.width, height: 800}, colorScheme: set.colorScheme, bypassCSP: false});

		for (const [name, address] of pages()) await look(context, set, name, address, url);
		await context.close();
	}
});
