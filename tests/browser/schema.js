/* The JSON Schemas that `glossa schema` prints, read by the validator that editors' YAML plug-ins are made with: the
 * handbook's own settings, front matter and records pass, what glossa refuses does not. */
"use strict";
const {execFileSync} = require("child_process");
const {done, fs, installed, is, ok, path, root} = require("./browser");
const Ajv = installed("ajv");
const YAML = installed("yaml");

const glossa = process.env.GLOSSA || path.join(root, "build/glossa");
const schemaOf = (...type) => JSON.parse(execFileSync(glossa, ["-C", root, "schema", ...type], {encoding: "utf8"}));
const validator = (schema) => new Ajv({strict: false, allErrors: true, validateFormats: false}).compile(schema);
const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
const frontOf = (text) => YAML.parse(/^---\r?\n([^]*?)\r?\n---/.exec(text)[1]);

function files(folder) {
	return fs.readdirSync(path.join(root, folder), {withFileTypes: true}).flatMap((name) => {
		const file = folder + "/" + name.name;
		if (name.isDirectory()) return files(file);
		return name.name.endsWith(".md") && name.name !== "index.md" && name.name !== "README.md" ? [file] : [];
	});
}

/* What is wrong with a document, as lines. */
function faults(validate, document, name) {
	return validate(document) ? [] : validate.errors.map((error) => `${name}${error.instancePath} ${error.message}`);
}

const settings = YAML.parse(read("site.yaml"));
const validate = validator(schemaOf());
is(faults(validate, settings, "site.yaml").join("\n"), "", "site.yaml passes");
for (const [what, change] of Object.entries({
	"an unknown key": {titel: "x"},
	"a wrong value": {glossary: {link: "often"}},
	"a wrong type": {markdown: {raw_html: "yes"}},
	"a field of no type": {types: {x: {folder: "x", fields: {a: {type: "txt"}}}}},
	"a type with an unknown key": {types: {x: {foldr: "x"}}},
	"no title": {title: undefined},
})) {
	const wrong = {...settings, ...change};
	if (change.title === undefined && "title" in change) delete wrong.title;
	ok(faults(validate, wrong, "").length > 0, `${what} in site.yaml does not`);
}

for (const [type, declared] of Object.entries(settings.types)) {
	const check = validator(schemaOf(type));
	const documents = declared.file
		? [[declared.file, YAML.parse(read("content/" + declared.file))]]
		: files("content/" + declared.folder).map((file) => [file, frontOf(read(file))]);
	const wrong = documents.flatMap(([name, document]) => faults(check, document, name));
	is(wrong.slice(0, 9).join("\n"), "", `${documents.length} of the type ${type} pass`);

	const [name, one] = documents[0];
	const changed = (keys) => (declared.file ? [{...one[0], ...keys}] : {...one, ...keys});
	ok(faults(check, changed({no_such_key: 1}), name).length > 0, `an unknown key in one of type ${type} does not`);
	ok(faults(check, changed({title: ["a", "b"]}), name).length > 0, `nor does a list for a title`);
	const required = Object.entries(declared.fields || {}).find(([, field]) => field.required);
	if (!required) continue;
	const less = declared.file ? [{...one[0]}] : {...one};
	delete (declared.file ? less[0] : less)[required[0]];
	ok(faults(check, less, name).length > 0, `nor one without \`${required[0]}\``);
}
done();
