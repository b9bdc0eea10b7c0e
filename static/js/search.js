/* The search page. Parts of the index are scripts that call glossaSearch(name, text), which load from the disk too; their
 * text is never mark-up. */
(() => {
	"use strict";

	const core = glossaRank;
	const byId = (id) => document.getElementById(id), status = byId("search-status");
	if (!status) return;
	const labels = status.dataset, input = byId("q"), list = byId("results"), types = byId("search-types"), all = byId("search-all");
	const aside = byId("search-aside"), NAMED = 45, ROOM = 32000;

	let manifest, present = null, turn = 0, settled = true;

	const waiting = {}, loaded = {};
	window.glossaSearch = (name, text) => waiting[name] && waiting[name](text);

	const load = (name, parse, version) => loaded[name] = loaded[name] || new Promise((resolve, reject) => {
		const script = document.createElement("script");
		const end = () => { delete waiting[name]; script.remove(); };
		waiting[name] = (text) => { end(); resolve(parse(text)); };
		script.onerror = script.onload = () => { if (waiting[name]) { end(); delete loaded[name]; reject(); } };
		script.src = labels.root + "search/" + name + ".js" + (version ? "?" + version : "");
		document.head.append(script);
	});

	const loadDocuments = (hits) => Promise.all(hits.map((hit) => load("d" + hit.doc, core.parseDocument, manifest.version)));

	const answer = async (query) => {
		const shards = {};
		const ask = async (fuzzy) => {
			await Promise.all(core.neededShards(query, fuzzy).map(async (number) => {
				shards[number] = await load("w" + number, core.parseShard, manifest.version);
			}));
			return core.rank(shards, query, fuzzy);
		};
		let hits = await ask(false);
		if (core.isDoubtful(query, hits)) hits = await ask(true);
		if (!query.exact) return hits;
		query.left = hits;
		return verified(query);
	};

	/* phrases, in some documents at a time */
	const verified = async (query) => {
		const hits = query.left.splice(0, Math.max(6, 2 * ROOM / manifest.size)), documents = await loadDocuments(hits);
		const found = hits.filter((hit, i) => core.hasPhrases(query, documents[i]));
		return found.length || !query.left.length ? found : verified(query);
	};

	const phrase = (text = "", slots) => text.replace(/\{(\w+)\}/g, (whole, name) => name in slots ? slots[name] : whole);

	const element = (name, className, ...children) => {
		const made = document.createElement(name);
		if (className) made.className = className;
		made.append(...children);
		return made;
	};

	const marked = (text) => {
		const seen = [], spans = [], known = present.known;
		let score = 0, other = "";
		for (const word of core.words(text)) {
			const how = known[word.fold] = known[word.fold] || present.query.tokens.map((token) => core.matches(word, token));
			const best = Math.max(0, ...how);
			how.forEach((much, i) => {
				if (!much || seen[i] >= much) return;
				score += much + (seen[i] ? -seen[i] : 10);
				seen[i] = much;
			});
			if (best) spans.push([word.from, word.to]);
			if (best === 1) other = other || text.slice(word.from, word.to);
		}
		return { spans, score, other };
	};

	const appendMarked = (to, text, spans, at, end) => {
		for (const [from, until] of spans) {
			if (from < at || until > end) continue;
			to.append(text.slice(at, from), element("mark", "", text.slice(from, until)));
			at = until;
		}
		to.append(text.slice(at, end));
	};

	/* the sentence that holds most of the query */
	const bestSentence = (it) => {
		let best = { score: 0, from: 0, passage: { id: "", text: it.summary }, other: "" };
		for (const passage of [best.passage, ...it.passages])
			for (const found of passage.text.matchAll(/[^.!?。！？]+[^\s。！？]*[。！？]?\s*/g)) {
				const how = marked(found[0]);
				if (how.score > best.score) best = { ...how, from: found.index, passage };
			}
		return best;
	};

	const excerpt = ({ passage: { text }, from, spans = [] }) => {
		const first = spans.length ? spans[0][0] : 0;
		if (first > 160) from = text.indexOf(" ", from + first - 80) + 1 || from + first;
		let end = from + 240;
		if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), from + 160);
		return [from, Math.min(end, text.length)];
	};

	const reason = (it, sentence) => {
		const title = marked(it.title);
		let best = title.score, form = "";
		for (const text of it.forms) {
			const { score } = marked(text);
			if (score > best) { best = score; form = text; }
		}
		return form || (title.score ? title.other : sentence.other);
	};

	const label = (type) => type.label || labels.pages;
	const kindOf = (hit) => core.typeOf(hit.doc);

	const result = (hit, it, typed) => {
		const link = element("a", ""), heading = element("p", "result-title", link), text = element("p", "result-text");
		const sentence = bestSentence(it), why = reason(it, sentence), [from, end] = excerpt(sentence), whole = sentence.passage.text;
		const href = labels.root + it.address.split("/").map(encodeURIComponent).join("/").replace(/%23/, "#");
		let into = text;
		link.href = href;
		link.dir = text.dir = "auto";
		if (it.lang && it.lang !== document.documentElement.lang) link.lang = text.lang = it.lang;
		appendMarked(link, it.title, marked(it.title).spans, 0, it.title.length);
		if (it.siglum) heading.append(" ", element("span", "siglum", it.siglum));
		if (typed) heading.append(" ", element("span", "result-type", label(manifest.types[kindOf(hit)])));
		if (why && why !== it.title) heading.append(" ", element("span", "result-why", phrase(labels.matched, { word: why })));
		if (sentence.passage.id && !href.includes("#")) {
			into = element("a", "");
			into.href = href + "#" + encodeURIComponent(sentence.passage.id);
			text.append(into);
		}
		if (from) into.append("… ");
		appendMarked(into, whole, marked(whole).spans, from, end);
		if (end < whole.length) into.append(" …");
		return element("li", "", heading, text);
	};

	const visibleHits = () => {
		const { hits, chosen } = present, some = hits.filter((hit) => chosen.has(kindOf(hit)));
		return some.length ? some : hits;
	};

	/* what is named, or the three best; the rest by type */
	const sections = () => {
		const hits = visibleHits(), groups = new Map();
		let first = hits.findIndex((hit) => hit.name < NAMED), title = labels.best;
		if (first < 0) first = hits.length;
		if (!first && hits.length > 5 && hits.some((hit) => kindOf(hit) !== kindOf(hits[0]))) { first = 3; title = labels.top; }
		first = Math.min(first, 3);
		const top = { title, type: -1, hits: hits.slice(0, first) };
		for (const hit of hits.slice(first)) {
			const type = kindOf(hit);
			if (!groups.has(type)) groups.set(type, { title: label(manifest.types[type]), type, hits: [] });
			groups.get(type).hits.push(hit);
		}
		return [top, ...groups.values()].filter((section) => section.hits.length);
	};

	/* as many as may be fetched at once, or were asked for */
	const measure = (all) => {
		const few = Math.max(1, Math.min(all.length > 2 ? 3 : 8, ROOM / manifest.size / all.length | 0));
		for (const section of all) section.shown = Math.min(section.hits.length, section.type < 0 ? 3 : present.open[section.type] || few);
		return all;
	};

	const button = (text, work) => {
		const made = element("button", "result-more", text);
		made.onclick = () => attempt(work);
		return made;
	};

	const links = () => [...list.querySelectorAll(".result-title a")];

	const draw = async (mine) => {
		const plan = measure(sections()), count = visibleHits().length, items = [];
		const documents = await Promise.all(plan.map(({ hits, shown }) => loadDocuments(hits.slice(0, shown))));
		if (mine !== turn) return;
		plan.forEach(({ title, hits, shown, type }, n) => {
			const made = documents[n].map((it, i) => result(hits[i], it, type < 0)), left = hits.length - shown;
			if (title === labels.best) made.forEach((item) => { item.className = "best"; });
			made[0].prepend(element("h2", "result-group", title, " ", element("span", "count", type < 0 ? "" : hits.length)));
			items.push(...made);
			if (!left) return;
			const more = button(phrase(labels.more, { count: left, type: title }), async (mine) => {
				const at = items.indexOf(more.parentNode) + 1;
				present.open[type] = shown + 8;
				remember();
				await draw(mine);
				if (links()[at]) links()[at].focus();
			});
			made[made.length - 1].append(more);
		});
		const left = present.query.left || [];
		if (left.length) items.push(element("li", "", button(phrase(labels.further, { count: left.length }), async (mine) => {
			present.hits.push(...await verified(present.query));
			drawTypes();
			await draw(mine);
		})));
		list.replaceChildren(...items);
		status.textContent = phrase(count ? count > 1 ? labels.many : labels.one : labels.none, { count: count + (left.length ? "+" : ""), query: present.text });
		aside.replaceChildren(...count ? [] : near());
		all.hidden = count > 0;
	};

	const drawTypes = () => {
		const { hits, chosen } = present, counts = manifest.types.map(() => 0);
		for (const hit of hits) counts[kindOf(hit)]++;
		types.replaceChildren(types.firstElementChild, ...manifest.types.flatMap((type, i) => {
			if (!counts[i]) return [];
			const box = element("input", "");
			box.type = "checkbox";
			box.checked = chosen.has(i);
			box.onchange = () => {
				chosen[box.checked ? "add" : "delete"](i);
				remember();
				attempt(draw);
			};
			return [element("label", "", box, " ", label(type), " ", element("span", "count", counts[i])), " "];
		}));
		types.hidden = types.children.length < 3;
	};

	/* names spelled much the same, and neighbours */
	const near = () => {
		const fold = (text) => core.words(text).map((word) => word.fold).join(" "), query = core.words(present.text)[0], made = [];
		const sounds = (text) => core.words(text).map(core.skeleton).join(""), wanted = sounds(present.text), size = present.text.length;
		const limit = Math.max(1, wanted.length / 3 | 0), letter = query && byId("letter-" + (query.han ? "han" : [...query.fold][0]));
		const named = (item) => {
			const link = item.querySelector("a");
			return [(item.querySelector("i") || link).textContent, link.href];
		};
		const row = (text, names) => names[0] && made.push(element("p", "", text, ...names.flatMap(([name, href], i) => {
			const link = element("a", "", name);
			link.href = href;
			return [i ? " · " : " ", link];
		})));
		row(labels.spelled, size < 3 ? [] : [...all.querySelectorAll(".names li")].map(named).filter(([name]) => name.length < 2 * size + 4 && 2 * name.length + 4 > size)
			.map(([name]) => [name, "?q=" + encodeURIComponent(name), core.distance(sounds(name), wanted, limit)])
			.filter((name) => name[2] <= limit).sort((a, b) => a[2] - b[2]).slice(0, 3));
		if (letter) {
			const there = [...letter.parentNode.querySelectorAll("li")].map(named), own = fold(present.text);
			const at = there.filter(([name]) => fold(name) < own).length;
			row(labels.neighbours, [...there.slice(Math.max(0, at - 2), at + 2), [letter.textContent, "#" + letter.id]]);
		}
		return made;
	};

	/* what Back has to find again */
	const remember = (anew) => {
		const address = new URLSearchParams();
		if (input.value) address.set("q", input.value);
		if (present) present.chosen.forEach((i) => address.append("type", manifest.types[i].name));
		try {
			history[anew ? "pushState" : "replaceState"]({ open: present ? present.open : {}, top: scrollY }, "",
				location.pathname + (String(address) && "?" + address));
		} catch (error) { /* from the disk */ }
	};

	const show = (text) => {
		turn++;
		present = null;
		list.replaceChildren();
		aside.replaceChildren();
		status.textContent = text;
		types.hidden = true;
		all.hidden = false;
	};

	const attempt = async (work) => {
		const mine = ++turn, slow = setTimeout(() => { if (mine === turn) status.textContent = labels.loading; }, 150);
		try {
			await work(mine);
		} catch (error) {
			if (mine !== turn) return;
			show(labels.failed);
			aside.append(button(labels.again, async () => { input.focus(); fromAddress(); }));
		} finally { clearTimeout(slow); }
	};

	const search = (wanted, state) => attempt(async (mine) => {
		const text = input.value.trim().slice(0, 200);
		if (!text) return show("");
		manifest = await load("manifest", core.parseManifest);
		const query = core.parseQuery(text), hits = await answer(query);
		if (mine !== turn) return;
		const chosen = new Set(wanted ? [...manifest.types.keys()].filter((i) => wanted.includes(manifest.types[i].name)) : present && present.chosen);
		present = { query, hits, text, chosen, known: Object.create(null), open: state && state.open || {} };
		drawTypes();
		await draw(mine);
		if (state) scrollTo(0, state.top);
		else if (wanted && location.hash === "#first") (links()[0] || input).focus();
	});

	const fromAddress = (event) => {
		const address = new URLSearchParams(location.search);
		settled = true;
		input.value = address.get("q") || (event ? "" : input.value);
		search(address.getAll("type"), history.state);
	};

	document.addEventListener("keydown", (event) => {
		const all = links(), it = document.activeElement, at = all.indexOf(it), here = it === input || !scrollY && it === document.body;
		if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
		const to = {
			ArrowDown: (here || at >= 0) && all[at + 1], ArrowUp: all[at - 1] || !at && input,
			Home: at >= 0 && all[0], End: at >= 0 && all[all.length - 1], Escape: at >= 0 && input
		}[event.key];
		if (!to) return;
		event.preventDefault();
		to.focus();
	});
	const typed = (event) => {
		if (event.isComposing) return;
		const mine = ++turn;
		remember(settled && location.search);
		settled = false;
		setTimeout(() => { if (mine === turn) search(); }, 60);
	};
	input.addEventListener("input", typed);
	input.addEventListener("compositionend", typed);
	input.form.addEventListener("submit", (event) => {
		event.preventDefault();
		remember();
		settled = true;
		search();
	});
	addEventListener("popstate", fromAddress);
	addEventListener("pagehide", () => present && remember());
	fromAddress();
})();
