/* Pages as readers have set up their machines: forced colours by day and by night, little motion, letters and lines set
 * wide (WCAG 1.4.12), magnified four times (1280 px at 400 % are 320). */
"use strict";
const {is, ok, test} = require("./browser");

const PAGES = ["index.html", "cases/ukraine-crimea-donbas.html", "terms/r2p.html", "sources/lewis-2022.html", "timeline.html",
	"compare.html", "typologies.html", "map.html", "graph.html", "figures.html", "glossary.html", "search.html"];
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
	p { margin-bottom: 2em !important; }`;

/* Runs in the page: what can be told from its background less than 3:1, among badges, marks in drawings and their labels. */
function pale() {
	const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
	const rgb = (colour) => {
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = colour;
		canvas.fillRect(0, 0, 1, 1);
		return Array.from(canvas.getImageData(0, 0, 1, 1).data);
	};
	const light = ([r, g, b]) => {
		const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));

		return 0.2126 * x + 0.7152 * y + 0.0722 * z;
	};
	const contrast = (a, b) => {
		const [x, y] = [light(a), light(b)].sort((p, q) => q - p);

		return (x + 0.05) / (y + 0.05);
	};
	const paper = rgb(getComputedStyle(document.body).backgroundColor), found = [];
	const look = (element, colours, least) => {
		const best = Math.max(...colours.map((colour) => (colour === "none" || rgb(colour)[3] === 0 ? 0 : contrast(rgb(colour), paper))));

		if (best < least) found.push(`${element.localName}.${element.getAttribute("class")} ${colours.join(" ")} ${best.toFixed(2)}`);
	};

	document.querySelectorAll(".badge").forEach((badge) => {
		const style = getComputedStyle(badge);

		look(badge, [style.color], 4.5);
		look(badge, [style.borderTopColor], 3);
	});
	/* land, sea and lines of a grid are scenery; a number on a spot stands on the colour of the spot */
	document.querySelectorAll("main svg :is(circle, rect, path, line, polyline, polygon, text)").forEach((mark) => {
		const style = getComputedStyle(mark), text = mark.localName === "text";

		if (mark.closest(".land, .sea, .grid, .lane, .tick, .spot-count, defs, clipPath") || style.display === "none" || mark.closest("[hidden]")) return;
		if (text && (mark.closest("a, g") || mark).querySelector("circle, rect")) return;
		look(mark, text ? [style.fill] : [style.fill, style.stroke], text ? 4.5 : 3);
	});
	return Array.from(new Set(found));
}

async function forced(browser, url, colorScheme) {
	const context = await browser.newContext({viewport: {width: 1280, height: 800}, colorScheme, forcedColors: "active"});
	const page = await context.newPage();
	const seen = () => page.evaluate(() => {
		const style = getComputedStyle(document.activeElement);

		return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== getComputedStyle(document.body).backgroundColor;
	});

	for (const address of PAGES) {
		await page.goto(url + address);
		const told = await page.evaluate(pale);
		ok(told.length === 0, `${address}, forced colours, ${colorScheme}: badges and drawings can be seen`, told.slice(0, 8).join("\n"));
	}
	await page.goto(url + "cases/ukraine-crimea-donbas.html");
	let lost = 0;
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press("Tab");
		if (!(await seen())) lost++;
	}
	is(lost, 0, `forced colours, ${colorScheme}: the focus is seen`);
	await page.goto(url + "terms/r2p.html#pillars");
	ok(await page.evaluate(() => getComputedStyle(document.querySelector(":target")).outlineStyle !== "none"), `forced colours, ${colorScheme}: so is where a link has led`);
	await context.close();
}

/* Runs in the page: elements that cut off their own text. */
function clipped() {
	return Array.from(document.querySelectorAll("body *")).filter((e) => {
		const style = getComputedStyle(e);
		const hides = (axis) => /hidden|clip/.test(style[axis]);

		if (!e.clientWidth || !e.textContent.trim() || e.closest(".unseen, template, svg")) return false;
		return (hides("overflowX") && e.scrollWidth > e.clientWidth + 1) || (hides("overflowY") && e.scrollHeight > e.clientHeight + 1) ||
			style.textOverflow === "ellipsis";
	}).map((e) => e.outerHTML.slice(0, 120));
}

async function spaced(browser, url) {
	for (const [width, what] of [[1280, "wide spaces"], [320, "wide spaces at 400 %"]]) {
		const page = await browser.newPage({viewport: {width, height: width === 320 ? 256 : 800}});

		for (const address of PAGES) {
			await page.goto(url + address);
			await page.evaluate((css) => {
				const sheet = new CSSStyleSheet();

				sheet.replaceSync(css);
				document.adoptedStyleSheets = [sheet];
			}, SPACED);
			const told = await page.evaluate(clipped);
			ok(told.length === 0, `${address}, ${what}: no text is cut off`, told.slice(0, 5).join("\n"));
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			ok(wide <= 0, `${address}, ${what}: nothing scrolls sideways`, `${wide} px too wide`);
		}
		await page.close();
	}
}

/* Runs in the page: links in tables that are under the first column, which stays, when they have the focus. */
function covered() {
	return Array.from(document.querySelectorAll(".table td:not(:first-child) a")).filter((link) => {
		link.closest(".table").scrollLeft = 10000;
		link.focus();
		return Array.from(link.getClientRects()).some((box) => {
			const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);

			return there && there.closest(".table th, .table td:first-child") && !there.contains(link);
		});
	}).map((link) => link.outerHTML.slice(0, 120));
}

async function tables(browser, url) {
	const page = await browser.newPage({viewport: {width: 320, height: 800}});

	for (const address of ["compare.html", "typologies.html", "map.html"]) {
		await page.goto(url + address);
		const told = await page.evaluate(covered);
		ok(told.length === 0, `${address} at 400 %: the first column of a table covers nothing that has the focus`, told.slice(0, 5).join("\n"));
	}
	await page.close();
}

async function still(browser, url) {
	const page = await browser.newPage({viewport: {width: 1280, height: 800}, reducedMotion: "reduce"});

	await page.goto(url + "terms/r2p.html");
	await page.locator("main .text a").first().focus();
	await page.keyboard.press("Tab");
	await page.locator(".card").waitFor();
	is(await page.evaluate(() => document.getAnimations().length), 0, "nothing moves for readers who want it still");
	is(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto", "nor does the page glide");
	await page.close();
}

test(async ({browser, url}) => {
	await forced(browser, url, "light");
	await forced(browser, url, "dark");
	await spaced(browser, url);
	await tables(browser, url);
	await still(browser, url);
});
