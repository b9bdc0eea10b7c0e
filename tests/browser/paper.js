/* Pages as they are printed, on A4 and on Letter: a running head from the second page on, notes, terms marked, sources
 * written out, tables whose heads stand on each page; and the whole handbook as a book. */
"use strict";
const {execFileSync} = require("child_process");
const os = require("os");
const {fs, is, ok, path, test} = require("./browser");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "glossa-paper-"));

/* The text of each sheet, and its size in points. */
async function print(page, format) {
	const file = path.join(folder, "page.pdf");

	fs.writeFileSync(file, await page.pdf({format, tagged: true, outline: true}));
	const sheets = execFileSync("pdftotext", ["-layout", file, "-"], {encoding: "utf8", maxBuffer: 1 << 26}).split("\f").slice(0, -1);
	const sizes = execFileSync("pdfinfo", ["-l", "9999", file], {encoding: "utf8"}).match(/^Page +\d+ size: .*$/gm);

	return {sheets, sizes: sizes.map((line) => line.match(/([\d.]+) x ([\d.]+)/).slice(1).map(Math.round))};
}

function flat(text) {
	return text.replace(/\s+/g, " ");
}

async function entry(page, url, format, size) {
	await page.goto(url + "cases/syria.html");
	const {sheets, sizes} = await print(page, format);
	const all = flat(sheets.join(" ")), last = sheets.length;

	ok(sizes.every((each) => each.join() === size.join()), `${format}: the sheet is the reader's`, sizes.join("  "));
	ok(sheets.slice(1).every((sheet) => /^\s*Contested Norms +C 1 Syria: the intervention of 2015/.test(sheet)), `${format}: a running head names the entry`, sheets[1].slice(0, 200));
	ok(!/^\s*Contested Norms +C 1/.test(sheets[0]), `${format}: but not above its title`);
	ok(sheets.every((sheet, i) => sheet.trimEnd().endsWith(`${i + 1}/${last}`)), `${format}: sheets are numbered`);
	ok(/→\s?soft power/.test(all) && all.match(/→/g).length > 5, `${format}: terms are marked`);
	ok(/Lewis’s notes 61 and 68/.test(all), `${format}: notes are printed`);
	ok(/§\s?3\s+Two tracks of talks/.test(all), `${format}: sections have their numbers`);
	const parties = sheets.filter((sheet) => /(Bashar al-Assad|Russia|Iran) +government|(Armed opposition|Turkey) +opposition|States +outside/.test(sheet));
	ok(parties.length > 0 && parties.every((sheet) => /Name +Actor +Side/.test(sheet)), `${format}: the head of a table stands on each of its sheets`);
	ok(/REFERENCES.*Deutsche Welle\. 2024\..*https:\/\/www\.dw\.com\//i.test(all), `${format}: sources are written out`);
	is((all.match(/https:\/\/www\.dw\.com\//g) || []).length, 1, `${format}: their addresses once`);
	ok(/https:\/\/contested-norms\.example\/cases\/syria\.html/.test(all), `${format}: and the address of the page`);
	is(await page.locator("button:visible, nav:visible, [role=search]:visible").count(), 0, `${format}: nothing stands there that only a screen can use`);
}

/* A note stands in the margin, beside the paragraph that it belongs to. */
async function notes(page, url) {
	await page.goto(url + "cases/syria.html");
	const places = await page.evaluate(() => Array.from(document.querySelectorAll(".text .note")).map((note) => {
		const box = note.getBoundingClientRect(), around = note.closest("p").getBoundingClientRect();

		return {outside: box.left >= around.right, beside: box.top < around.bottom + 200 && box.bottom > around.top};
	}));
	ok(places.length > 1 && places.every((each) => each.outside && each.beside), "notes stand in the margin beside their text", JSON.stringify(places));
}

async function book(page, url) {
	await page.goto(url + "print.html");
	const {sheets, sizes} = await print(page, "A4");
	const at = (text) => sheets.findIndex((sheet) => text.test(sheet));

	ok(/Contested Norms[^]*A handbook of[^]*First edition/.test(sheets[0]), "the book has a title page");
	ok(/Cases[^]*C 1 +Syria/.test(sheets[1]) && at(/C 1 +Syria/) < at(/^ *Index|All names from A to Z$/m), "contents");
	const goesOn = sheets.findIndex((sheet) => /^\s*Contested Norms\s+C 2 Nagorno/.test(sheet));
	ok(goesOn > 1, "an entry that goes on has its name at the head of the sheet");
	ok(sizes[0][0] < sizes[0][1] && sizes[goesOn][0] < sizes[goesOn][1], "its sheets stand upright");
	ok(sizes.some(([width, height]) => width > height), "those of wide tables are turned");
	ok(sheets.slice(-12).some((sheet) => /миротворчество +T \d/.test(sheet)), "an index at its end leads from any script to the siglum");
}

test(async ({browser, url}) => {
	const page = await browser.newPage({viewport: {width: 1280, height: 800}});

	await page.emulateMedia({media: "print"});
	await entry(page, url, "A4", [596, 843]);
	await entry(page, url, "Letter", [612, 792]);
	await notes(page, url);
	await book(page, url);
	fs.rmSync(folder, {recursive: true});
});
