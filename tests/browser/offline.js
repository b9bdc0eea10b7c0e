/* What `make zip` makes, opened from a folder as a reader does who has no network: search finds, cards and notes show,
 * nothing is asked of anybody. Made twice it is the same to the byte. */
"use strict";
const {execFileSync} = require("child_process");
const crypto = require("crypto");
const os = require("os");
const {fs, is, missing, ok, path, root, test} = require("./browser");

/* What the Makefile says it has made. */
function makeZip() {
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^MAKE|^MFLAGS/.test(name)));
	const said = execFileSync("make", ["-C", root, "zip"], {encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"]});

	return path.join(root, /^build\/.*\.zip$/m.exec(said)[0]);
}

function sum(file) {
	return crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}

async function read(browser, folder) {
	const page = await browser.newPage({viewport: {width: 1280, height: 800}});
	const asked = [], said = [], gone = missing(page);
	const at = (address) => "file://" + path.join(folder, address).split("/").map(encodeURIComponent).join("/");

	page.on("request", (request) => /^(file|data):/.test(request.url()) || asked.push(request.url()));
	page.on("pageerror", (error) => said.push(error.message));
	await page.goto(at("index.html"));
	await page.keyboard.press("/");
	await page.keyboard.type("mirotvorchestvo");
	await page.keyboard.press("Enter");
	await page.waitForURL(/search\.html/);
	const found = page.locator("main a[href*='terms/mirotvorchestvo']").first();
	await found.waitFor();
	ok(true, "search finds a term by its romanised name");
	await found.click();
	await page.waitForURL(/mirotvorchestvo\.html/);
	ok(/mirotvorchestvo/i.test(await page.locator("h1").textContent()), "which leads to it");

	await page.goto(at("cases/syria.html"));
	await page.locator("main .text a.term").first().hover();
	await page.locator(".card").waitFor();
	ok(/\S/.test(await page.locator(".card .preview-title").textContent()), "a term shows its card");
	ok(await page.locator(".note").first().isVisible(), "notes stand in the margin");
	ok(await page.evaluate(() => getComputedStyle(document.body).backgroundColor !== "rgba(0, 0, 0, 0)"), "in the handbook's own style");
	is(asked.join("\n"), "", "nobody is asked for anything");
	is(said.join("\n"), "", "no script fails");
	is(gone.join("\n"), "", "no file is missing");
	await page.close();
}

test(async ({browser}) => {
	const zip = makeZip(), before = sum(zip);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "glossa offline "));

	try {
		fs.rmSync(zip);
		is(sum(makeZip()), before, "the archive is the same each time");
		execFileSync("unzip", ["-q", zip, "-d", folder]);
		const names = fs.readdirSync(folder);
		is(names.length, 1, "it holds one folder");
		ok(!fs.readdirSync(path.join(folder, names[0])).some((name) => /^[._]/.test(name)), "and nothing for web servers");
		await read(browser, path.join(folder, names[0]));
	} finally {
		fs.rmSync(folder, {recursive: true});
	}
});
