/* One page of each type before Lighthouse, as a phone of the middle class on a slow network meets it: nothing to find
 * fault with in accessibility, practices and findability, performance at 98 or more, and a first visit within the plan's
 * budgets. Where performance falls short it looks again, up to five times, and the median of the best three counts: a busy
 * machine is no fault of the page, and only ever makes it slower. */
"use strict";
const {modules, ok, pages, path, test} = require("./browser");

/* The second of its kind tells nothing new; pages that ask not to be indexed have no findability. */
const LEFT_OUT = ["case with modes", "term with sections", "index of terms", "index of sources"];
const UNLISTED = ["search", "not found", "print edition"];
/* A whole book and a thousand sentences on one page: that takes its time on a phone. */
const LONG = ["print edition", "concordance of a source"];
const SCORES = {performance: 98, accessibility: 100, "best-practices": 100, seo: 100};
const METRICS = {"largest-contentful-paint": 1500, "cumulative-layout-shift": 0.02, "total-blocking-time": 50};
/* Of a first visit, in kilobytes as transferred. */
const BUDGETS = {"without fonts": 60, font: 135, total: 175, "third-party": 0};
const REQUESTS = 16;
/* Of the same page once more, likewise. */
const AGAIN = 25;
/* Lighthouse slows the processor down four times, which makes a phone of the middle class of a machine that is quick and
 * idle. One that scores less is slowed down less (Lighthouse's own benchmark; such a phone has some 400). */
const PHONE = 400;

const MOST_LOOKS = 5, COUNTED = 3;

/* Of the best three, where the least is best. */
function median(numbers) {
	const best = numbers.sort((a, b) => a - b).slice(0, COUNTED);

	return best[best.length >> 1];
}

/* What is not as it should be, a line each: of performance the median, of all else the first look. */
function faults(looks, wanted) {
	const first = looks[0], told = [];
	const score = (name) => Math.round(100 * (name === "performance" ? -median(looks.map((l) => -l.categories[name].score)) : first.categories[name].score));

	for (const name of wanted)
		if (!(score(name) >= SCORES[name])) {
			const weak = first.categories[name].auditRefs.filter(({id, weight}) => weight && first.audits[id].score < 1 && first.audits[id].score !== null);

			told.push(`${name}: ${score(name)}`, ...weak.map(({id}) => `  ${id}: ${first.audits[id].displayValue || first.audits[id].title}`));
		}
	for (const [name, most] of Object.entries(wanted.includes("performance") ? METRICS : {})) {
		const value = median(looks.map((l) => l.audits[name].numericValue));

		if (!(value <= most)) told.push(`${name}: ${value} > ${most}`);
	}
	return told;
}

function costs(look) {
	const found = {};

	for (const {resourceType, transferSize, requestCount} of look.audits["resource-summary"].details.items) {
		found[resourceType] = transferSize / 1024;
		if (resourceType === "total") found.requests = requestCount;
	}
	found["without fonts"] = found.total - found.font;
	return Object.entries(Object.assign({requests: REQUESTS}, BUDGETS))
		.filter(([name, most]) => !(found[name] <= most)).map(([name, most]) => `${name}: ${found[name]} > ${most}`);
}

test(async ({browser, port, url, sent}) => {
	const {default: lighthouse} = await import(path.join(modules, "lighthouse/core/index.js"));
	const constants = await import(path.join(modules, "lighthouse/core/config/constants.js"));

	/* The pages do nothing once they are there, so it need not be waited for. */
	async function look(address, onlyCategories, benchmark = 4 * PHONE) {
		const throttling = Object.assign({}, constants.throttling.mobileSlow4G, {cpuSlowdownMultiplier: Math.min(4, Math.max(1, benchmark / PHONE))});
		const result = await lighthouse(url + address, {port, onlyCategories, throttling, logLevel: "error", output: "json", disableFullPageScreenshot: true,
			pauseAfterLoadMs: 200, pauseAfterFcpMs: 200, networkQuietThresholdMs: 200, cpuQuietThresholdMs: 200});

		return result.lhr;
	}

	async function again(address) {
		const page = await browser.newPage();

		await page.goto(url + address);
		const before = sent();
		await page.goto(url + address);
		await page.close();
		return (sent() - before) / 1024;
	}

	for (const [name, address] of pages().filter(([each]) => !LEFT_OUT.includes(each))) {
		const wanted = Object.keys(SCORES).filter((category) => !(category === "seo" ? UNLISTED : category === "performance" ? LONG : []).includes(name));
		const looks = [await look(address, wanted)];

		while (wanted.includes("performance") && faults(looks, ["performance"]).length && looks.length < MOST_LOOKS)
			looks.push(await look(address, wanted, looks[0].environment.benchmarkIndex));
		const told = faults(looks, wanted), repeated = await again(address);
		ok(told.length === 0, `${name}: Lighthouse is content`, told.join("\n"));
		ok(repeated <= AGAIN, `${name}: a second visit costs next to nothing`, `${repeated} KB`);
		if (LONG.includes(name)) continue;
		const dear = costs(looks[0]);
		ok(dear.length === 0, `${name}: a first visit costs little`, dear.join("\n"));
	}
}, {latency: 40});
