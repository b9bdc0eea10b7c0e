/* `glossa serve` as an editor has it: a page in a browser beside an editor. Pages reload where they stand, style sheets
 * are exchanged, what is wrong lies on top of the page as text, and the page below stays. */
"use strict";
const {execFileSync, spawn} = require("child_process");
const os = require("os");
const {fs, is, ok, path, root, test} = require("./browser");

const glossa = process.env.GLOSSA || path.join(root, "build/glossa");
const shots = process.env.SCREENSHOTS;

/* The address that the server prints when it is ready. */
function ready(server) {
	return new Promise((resolve, reject) => {
		let out = "";

		server.stdout.on("data", (data) => {
			out += data;
			if (out.includes("\n")) resolve(out.trim());
		});
		server.on("exit", () => reject(new Error("it does not serve")));
	});
}

/* What the page has that a reload would take away. */
const mark = (page) => page.evaluate(() => { window.marked = true; });
const marked = (page) => page.evaluate(() => window.marked === true);
const overlay = (page) => page.locator("#glossa-errors");

test(async ({browser}) => {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), "glossa-serve-"));
	for (const name of ["content", "site.yaml", "templates", "static"]) fs.cpSync(path.join(root, name), path.join(work, name), {recursive: true});
	const server = spawn(glossa, ["-C", work, "serve", "-p", "0"], {stdio: ["ignore", "pipe", "ignore"]});
	const url = await ready(server);
	const entry = path.join(work, "content/cases/syria.md");
	const good = fs.readFileSync(entry, "utf8");
	const complaints = [];

	try {
		const page = await browser.newPage({viewport: {width: 1200, height: 700}});
		page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
		page.on("pageerror", (error) => complaints.push(String(error)));
		await page.goto(url + "cases/syria.html");
		const other = await browser.newPage();
		await other.goto(url + "terms/r2p.html");
		await mark(other);

		await page.evaluate(() => scrollTo({top: 900, behavior: "instant"}));
		await mark(page);
		const begun = Date.now();
		fs.writeFileSync(entry, good + "\nA sentence that was not there.\n");
		await page.waitForFunction(() => document.body.textContent.includes("A sentence that was not there"), null, {polling: 5});
		console.log(`# ${Date.now() - begun} ms from the save to the reloaded page`);
		ok(!(await marked(page)), "a page that has changed reloads");
		await page.waitForFunction(() => Math.round(scrollY) === 900);
		ok(true, "where it stood");
		await page.waitForTimeout(300);
		ok(await marked(other), "a page that has not changed is left alone");

		if (fs.existsSync("/usr/bin/vim")) {
			execFileSync("vim", ["-es", "-u", "NONE", "-c", "set backup backupcopy=no", "-c", "%s/was not there/came from vim/", "-c", "wq", entry]);
			await page.waitForFunction(() => document.body.textContent.includes("A sentence that came from vim"));
			ok(true, "what vim saves arrives");
		}
		execFileSync("sed", ["-i", "s/A sentence that/A line that/", entry]);
		await page.waitForFunction(() => document.body.textContent.includes("A line that"));
		ok(true, "what sed writes in place arrives");

		await mark(page);
		fs.appendFileSync(path.join(work, "static/css/tokens.css"), "\nbody { outline: 3px solid rgb(1, 2, 3) }\n");
		await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)");
		ok(await marked(page), "style sheets are exchanged without a reload");
		await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
		ok(true, "and the old one goes");

		fs.writeFileSync(entry, good + "\nA [[dead-link]] and <img src=x onerror=alert(1)>.\n");
		await overlay(page).waitFor();
		const text = await overlay(page).textContent();
		ok(/content\/cases\/syria\.md:\d+:\d+: error: no entry named "dead-link"/.test(text), "what is wrong lies on top", text);
		ok(text.includes("<img src=x"), "as text");
		ok((await page.textContent("main")).includes("A line that"), "the last good page stays below");
		ok(await overlay(other).isVisible(), "on every page");
		for (const scheme of ["light", "dark"]) {
			await page.emulateMedia({colorScheme: scheme});
			if (shots) await page.screenshot({path: path.join(shots, `overlay-${scheme}.png`)});
		}
		await page.emulateMedia({colorScheme: null});
		await page.keyboard.press("Escape");
		is(await overlay(page).count(), 0, "Escape puts it away");
		await overlay(other).getByRole("button").click();
		is(await overlay(other).count(), 0, "and so does its button");
		fs.writeFileSync(entry, good);
		await page.waitForFunction(() => !document.body.textContent.includes("A line that"));
		await overlay(other).waitFor({state: "detached"});
		ok(true, "mended, all is well again");

		await page.goto(url + "cases/brand-new.html");
		fs.writeFileSync(path.join(work, "content/cases/brand-new.md"), good.replace(/^title:.*$/m, "title: Brand new").replace(/^number:.*$/m, "number: 999"));
		await page.waitForFunction(() => document.title.includes("Brand new"));
		ok(true, "a page that was not there appears where it is waited for");
		fs.unlinkSync(path.join(work, "content/cases/brand-new.md"));
		await page.waitForFunction(() => !document.title.includes("Brand new"));
		ok(true, "and goes");
		is(complaints.filter((text) => !/404/.test(text)).join("\n"), "", "the browser has nothing to complain of");
	} finally {
		server.kill();
		fs.rmSync(work, {recursive: true});
	}
});
