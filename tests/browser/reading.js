/* What a reader does: goes about by keyboard within the counts of the plan, looks at preview cards, changes light to
 * dark, copies a citation, reads without scripts, from a file. */
"use strict";
const {fs, installed, is, launch, missing, ok, path, site, test} = require("./browser");

const axe = fs.readFileSync(installed.resolve("axe-core"), "utf8");

const CASE = "cases/syria.html";
/* longer than cards take to come or to go (milliseconds) */
const LONG = 800;

function focused(page) {
	return page.evaluate(() => {
		const at = document.activeElement, box = at.getBoundingClientRect();

		return {text: at.textContent.trim(), href: at.getAttribute("href"), class: at.className, tag: at.localName,
			outline: getComputedStyle(at).outlineStyle, shown: box.width > 0 && box.top >= 0 && box.top < innerHeight};
	});
}

async function press(page, ...keys) {
	for (const key of keys) await page.keyboard.press(key);
}

async function keyboard(page, url) {
	await page.goto(url + CASE);
	await press(page, "Tab");
	let at = await focused(page);
	ok(at.href === "#main" && at.shown && at.outline !== "none", "the first Tab shows the way past the head of the page");
	await press(page, "Enter");
	is(await hash(page), "#main", "two keys lead to the entry");

	await page.goto(url + CASE);
	const stops = new Set();
	let lost = 0, hidden = 0;
	for (let i = 0; i < 400; i++) {
		await press(page, "Tab");
		at = await page.evaluate(() => {
			const e = document.activeElement;

			e.dataset.stop = e.dataset.stop || String(Math.random());
			/* in a drawing it is the mark that is outlined */
			const marked = e.closest("svg") && Array.from(e.querySelectorAll("circle, rect, path")).some((mark) =>
				getComputedStyle(mark).outlineStyle !== "none" || parseFloat(getComputedStyle(mark).strokeWidth) >= 3);

			return {id: e === document.body ? "" : e.dataset.stop, outline: marked ? "on its mark" : getComputedStyle(e).outlineStyle, folded: !!e.closest("details:not([open]) > :not(summary)")};
		});
		if (!at.id || stops.has(at.id)) break;
		stops.add(at.id);
		if (at.outline === "none") lost++;
		if (at.folded) hidden++;
	}
	ok(stops.size > 40, "Tab goes through the whole page and leaves it", `${stops.size} stops`);
	is(lost, 0, "and is seen at each stop");
}

/* Presses a key until something has the focus; how often that took. */
async function pressUntil(page, key, selector, most = 60) {
	for (let presses = 1; presses <= most; presses++) {
		await press(page, key);
		if (await page.evaluate((css) => document.activeElement.matches(css), selector)) return presses;
	}
	return Infinity;
}

/* Where on a page a key has led, as soon as it has led anywhere else than `before`. */
async function hash(page, before = "") {
	await page.waitForFunction((was) => decodeURIComponent(location.hash) !== was, before);
	return page.evaluate(() => decodeURIComponent(location.hash));
}

/* The tasks of the plan, each with the most keys that it may take; what is typed is not counted. */
async function tasks(page, url) {
	const atMost = (keys, most, name) => ok(keys <= most, `${name}: at most ${most} keys`, `${keys} keys`);

	let keys;
	for (const [width, over] of [[390, "#contents"], [1280, "#main"]]) {
		await page.setViewportSize({width, height: 800});
		await page.goto(url + "cases/syria.html");
		keys = await pressUntil(page, "Tab", `.skip[href='${over}']`);
		await press(page, "Enter");
		keys += 1 + await pressUntil(page, "Tab", '.outline li:nth-child(4) a');
		await press(page, "Enter");
		atMost(keys + 1, 8, `section 4 from the top by way of ${over}`);
		is(await hash(page, over), await page.evaluate(() => "#" + document.querySelectorAll(".text > h2")[3].id), "and there one is");
	}
	await press(page, "Tab");
	ok(await page.evaluate(() => document.activeElement.closest(".text > *").compareDocumentPosition(document.querySelectorAll(".text > h2")[4]) & Node.DOCUMENT_POSITION_FOLLOWING), "the next Tab goes on from there");

	await page.locator("#fnref-1").focus();
	await press(page, "Enter");
	is(await hash(page, await page.evaluate(() => "#" + document.querySelectorAll(".text > h2")[3].id)), "#fn-1-number", "a note is reached by one key");
	await press(page, "Enter");
	is(await hash(page, "#fn-1-number"), "#fnref-1", "and the next leads back to where one read");
	is(await page.locator("#fnref-1").getAttribute("aria-describedby").then((id) => page.locator("#" + id).getAttribute("class")), "note", "its text is read out at its mark");

	await page.goto(url + "glossary.html");
	await press(page, "Tab", "Enter", "Tab", "Enter");
	ok(/^#letter-/.test(await hash(page, "#main")), "four keys lead to a letter of the glossary", page.url());

	await page.goto(url + "compare.html");
	await page.locator("table.sortable").first().locator("xpath=ancestor::*[@role='region'][1]").focus();
	await press(page, "Tab", "Enter");
	is(await page.locator("table.sortable th[aria-sort]").count(), 1, "two keys sort a table");
	ok(/\S/.test(await page.locator("p.unseen[role=status]").first().textContent()), "and it is said");
	await press(page, "Enter");
	is(await page.locator("table.sortable th[aria-sort]").first().getAttribute("aria-sort"), "descending", "once more turns the order");

	await page.goto(url + "map.html");
	await page.locator(".view-map svg a").first().focus();
	const before = page.url();
	await press(page, "Enter");
	await hash(page);
	ok(await page.evaluate(() => !!document.querySelector("tr:target")), "a place on the map leads to its row");
	keys = 1 + await pressUntil(page, "Tab", "tr:target a");
	await Promise.all([page.waitForURL((there) => there.pathname !== new URL(before).pathname), press(page, "Enter")]);
	atMost(keys + 1, 5, "the page of a place through the list");

	await page.goto(url + "search.html");
	await press(page, "/");
	await page.keyboard.type("r2p");
	await page.locator("#results a").first().waitFor();
	await press(page, "ArrowDown");
	await Promise.all([page.waitForURL(/terms\/r2p/), press(page, "Enter")]);
	ok(true, "/, down and Enter lead to what was looked for");

	await page.goto(url + "cases/syria.html");
	await press(page, "/");
	ok(await page.evaluate(() => document.activeElement.name === "q"), "/ leads to the field on every page");
	await page.keyboard.type("r2p");
	await Promise.all([page.waitForURL(/search\.html\?q=r2p/), press(page, "ArrowDown")]);
	await page.waitForFunction(() => document.activeElement.closest("#results"));
	await Promise.all([page.waitForURL(/terms\/r2p/), press(page, "Enter")]);
	ok(true, "there too /, down and Enter lead to what was looked for");
	await page.goBack();
	await page.locator("#results a").first().waitFor();
	ok(await page.evaluate(() => !document.activeElement.closest("#results")), "who comes back is left where one was");

	await page.goto(url + "cases/syria.html");
	await press(page, "/");
	await page.keyboard.type("r2p");
	await Promise.all([page.waitForURL(/search\.html\?q=r2p$/), press(page, "Enter")]);
	await page.locator("#results a").first().waitFor();
	ok(await page.evaluate(() => document.activeElement === document.body), "Enter shows what there is, and moves nobody");
	await press(page, "ArrowDown");
	ok(await page.evaluate(() => document.activeElement.closest("#results")), "down leads on to the first");
	await page.goto(url + "index.html");
	is(await pressUntil(page, "Tab", "[role=search] input"), 2, "on the title page it is the second stop");
}

/* A finger follows the link: a card would need a second tap. */
async function touch(browser, url) {
	const context = await browser.newContext({viewport: {width: 390, height: 700}, hasTouch: true, isMobile: true});
	const page = await context.newPage();

	await page.goto(url + CASE);
	await Promise.all([page.waitForURL(/terms\//), page.locator("main .text a.term").first().tap()]);
	ok(true, "a tap follows a link");
	await context.close();
}

async function cards(page, url) {
	await page.goto(url + CASE, {waitUntil: "networkidle"});
	const term = page.locator("main .text a.term").first();
	const asked = [];
	/* a script that the page has not shown before may still want its font */
	page.on("request", (request) => request.resourceType() === "font" || asked.push(request.url()));

	await term.hover();
	const card = page.locator(".card");
	await card.waitFor();
	ok(/\S/.test(await card.locator(".preview-title").textContent()), "a pointer on a term shows its card");
	await card.hover();
	await page.waitForTimeout(LONG);
	ok(await card.isVisible(), "which stays while the pointer is on it");
	await press(page, "Escape");
	ok(!(await card.isVisible()), "and goes with Esc");
	await page.mouse.move(0, 0);
	await term.hover();
	await card.waitFor();
	await page.mouse.wheel(0, 200);
	await page.waitForTimeout(LONG);
	ok(await card.isVisible(), "it stays while one reads on and the pointer rests");
	await page.mouse.move(0, 0);
	await card.waitFor({state: "detached"});
	ok(true, "it goes when the pointer leaves");

	await page.mouse.move(0, 0);
	await page.locator("main .text a").first().focus();
	await press(page, "Tab");
	ok(await card.isVisible(), "Tab to a link shows its card");
	ok(await page.evaluate(() => document.activeElement.getAttribute("aria-describedby") === "card"), "a screen reader gets it too");
	await page.evaluate(axe);
	is(await page.evaluate(() => axe.run().then((result) => result.violations.map((v) => v.id).join())), "", "axe finds nothing while it is open");
	await page.mouse.move(5, 5);
	await page.mouse.move(5, 400);
	await page.waitForTimeout(LONG);
	ok(await card.isVisible(), "a pointer elsewhere does not take it away");
	await press(page, "Escape");
	ok(!(await card.isVisible()), "Esc closes it");
	ok(await page.evaluate(() => document.activeElement.localName === "a"), "and leaves the focus where it was");

	let stale = 0;
	for (let i = 0; i < 40; i++) {
		await press(page, "Tab");
		if (await page.evaluate(() => document.querySelector(".card") && document.activeElement.getAttribute("aria-describedby") !== "card")) stale++;
	}
	is(stale, 0, "no card lies over what the focus has gone on to");

	await page.locator("main .text a.citation").first().hover();
	await card.waitFor();
	ok(/Lewis/.test(await card.textContent()), "a citation shows its source");
	is(asked.join("\n"), "", "no card makes a request");
	ok(await page.evaluate(() => {
		const box = document.querySelector(".card").getBoundingClientRect();

		return box.left >= 0 && box.right <= innerWidth;
	}), "cards stay on the page");
}

async function light(page, url) {
	const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	await page.goto(url + "index.html");
	const day = await paper();
	await page.locator(".theme-toggle").click();
	const night = await paper();
	ok(day !== night, "the button turns day into night");
	await page.goto(url + CASE);
	is(await paper(), night, "the next page remembers");
	is(await page.locator(".theme-toggle").getAttribute("aria-pressed"), "true", "and the button says so");
	await page.locator(".theme-toggle").click();
	is(await paper(), day, "and back");
	is(await page.evaluate(() => localStorage.getItem("theme")), null, "what agrees with the system is forgotten");

	const other = await page.context().newPage();
	await other.goto(url + "index.html");
	await other.locator(".theme-toggle").click();
	await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
	is(await page.locator(".theme-toggle").getAttribute("aria-pressed"), "true", "pages in other tabs follow");
	await other.locator(".theme-toggle").click();
	await other.close();
}

/* Pages that the browser has kept are shown as they were, scripts and all; what was chosen since holds there too. */
async function goingBack(url) {
	const browser = await launch([], {ignoreDefaultArgs: ["--disable-back-forward-cache"]});
	const page = await browser.newPage({colorScheme: "light"});
	/* asked outside of Playwright, for which a page from the cache never loads */
	const client = await page.context().newCDPSession(page);
	const ask = async (expression) => (await client.send("Runtime.evaluate", {expression, awaitPromise: true})).result.value;

	await page.goto(url + CASE);
	await page.evaluate(() => addEventListener("pageshow", (event) => { window.kept = event.persisted; }));
	await page.goto(url + "index.html");
	await page.locator(".theme-toggle").click();
	await page.locator(".slash-toggle").click();
	await ask("setTimeout(() => history.back())");
	for (let i = 0; i < 200 && await ask("window.kept").catch(() => false) !== true; i++) await new Promise((resolve) => setTimeout(resolve, 50));
	is(await ask("window.kept"), true, "the browser goes back to a page that it has kept");
	is(await ask("document.documentElement.dataset.theme"), "dark", "which is dark by now");
	is(await ask("document.querySelector('.theme-toggle').getAttribute('aria-pressed')"), "true", "and says so");
	is(await ask("document.querySelector('.slash-toggle').getAttribute('aria-pressed')"), "false", "nor does / do there what was turned off");
	await browser.close();
}

async function citing(page, url) {
	await page.goto(url + CASE);
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.locator(".kind a").focus();
	await press(page, "Enter");
	is(await hash(page), "#cite-this", "the head of a page leads to its citations");
	const label = await page.locator("button.copy").first().textContent();
	await press(page, "Tab", "Enter");
	await page.waitForFunction((text) => document.activeElement.textContent !== text, label);
	ok(/\S/.test(await page.locator("button.copy + [role=status]").first().textContent()), "what is copied is said");
	await press(page, "Enter");
	await page.waitForFunction((text) => document.activeElement.textContent === text, label);
	ok(true, "and the button can be used again");
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	ok(/Syria.*C 1.*Contested Norms/.test(copied), "three keys copy a citation", copied);
	is(await page.locator(".cite-this .citation-text").count(), 2, "there are two styles");
	await page.locator(".text p").first().hover();
	ok(/^#p-/.test(await page.locator(".pilcrow").getAttribute("href")), "a paragraph under the pointer offers its address");
}

async function withoutScripts(browser, url) {
	const context = await browser.newContext({javaScriptEnabled: false, viewport: {width: 1280, height: 800}});
	const page = await context.newPage();

	await page.goto(url + CASE);
	ok(await page.locator(".outline li").first().isVisible(), "without scripts the outline stands in the rail");
	ok(await page.locator(".note").first().isVisible(), "notes stand in the margin");
	is(await page.locator("button:visible").count(), 0, "no button stands there that does nothing");
	await context.close();
}

async function fromFile(browser) {
	const page = await browser.newPage();
	const said = missing(page);

	page.on("pageerror", (error) => said.push(error.message));
	await page.goto("file://" + path.join(site, CASE));
	await page.locator("main .text a.term").first().hover();
	await page.locator(".card").waitFor();
	ok(true, "from a file, cards work");
	is(said.join("\n"), "", "and nothing fails");
	ok(await page.evaluate(() => document.fonts.size === 0 || document.fonts.check("16px Literata")), "fonts, where there are any, are there");
	await page.close();
}

test(async ({browser, url}) => {
	const context = await browser.newContext({viewport: {width: 1280, height: 800}, colorScheme: "light"});
	const page = await context.newPage();

	await keyboard(page, url);
	await tasks(page, url);
	await cards(page, url);
	await touch(browser, url);
	await light(page, url);
	await goingBack(url);
	await citing(page, url);
	await withoutScripts(browser, url);
	await fromFile(browser);
});
