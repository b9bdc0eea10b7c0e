/* Another theme of a dozen small files, with nothing in common with the one that glossa brings: the same handbook is
 * built with it by the same program, and its pages are sound. */
"use strict";
const {execFileSync} = require("child_process");
const os = require("os");
const {fs, installed, ok, path, root, test} = require("./browser");

test(async ({browser}) => {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), "glossa-theme-"));
	const glossa = process.env.GLOSSA || path.join(root, "build/glossa");
	const axe = fs.readFileSync(installed.resolve("axe-core"), "utf8");

	fs.cpSync(path.join(__dirname, "theme"), work, {recursive: true});
	for (const name of ["content", "site.yaml", "templates/words.yaml"]) fs.cpSync(path.join(root, name), path.join(work, name), {recursive: true});
	/* a theme need not have everything: it leaves out the print edition, and draws no views */
	fs.writeFileSync(path.join(work, "site.yaml"), fs.readFileSync(path.join(work, "site.yaml"), "utf8").replace(/^outputs:.*$/m, ""));
	for (const name of fs.readdirSync(path.join(work, "content"), {recursive: true}).filter((each) => each.endsWith(".md"))) {
		const file = path.join(work, "content", name), text = fs.readFileSync(file, "utf8");

		fs.writeFileSync(file, text.replace(/^```view\n[^]*?^```$/gm, "").replace(/\[\[[^\]]*#[^\]]*\]\]/g, "it"));
	}
	/* nor keep the addresses that the drawings had */
	fs.rmSync(path.join(work, "content/ledger.txt"), {force: true});
	execFileSync(glossa, ["-C", work, "build", "-q"], {stdio: ["ignore", "inherit", "inherit"]});
	for (const address of ["index.html", "cases/syria.html", "terms/r2p.html", "glossary.html", "timeline.html"]) {
		const page = await browser.newPage({viewport: {width: 1000, height: 800}});

		await page.goto("file://" + path.join(work, "public", address));
		await page.evaluate(axe);
		const faults = await page.evaluate(() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa"]}).then((r) => r.violations.map((v) => v.id)));
		ok(faults.length === 0, `${address} is sound in another theme`, faults.join("\n"));
		ok(await page.evaluate(() => getComputedStyle(document.body).fontFamily === "monospace"), `${address} looks different`);
		await page.close();
	}
	fs.rmSync(work, {recursive: true});
});
