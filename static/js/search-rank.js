/* Search without a page: generator/base/search_fold.c and generator/command/search_*.c, step by step. */
((outside) => {
	"use strict";

	let manifest;
	const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
	const ENDINGS = ["ations", "ation", "ings", "ions", "ing", "ion", "ers", "er", "ed", "es", "ly", "al", "e", "s"];
	const WHOLE_NAME = 3300;
	const ALIKE = { C: "hk", h: "Cgk", k: "cCh", c: "kC", g: "h", s: "zS", S: "sZ", z: "sZ", Z: "zS", e: "i", i: "e" };

	/* as search_fold_export writes it */
	const makeTable = ([ranges, letters, sounds, kinds]) => {
		const [letter, han] = kinds.split(" ").map((kind) => new RegExp("[" + kind + "]", "u"));
		const table = { sounds: {}, letter, han }, items = letters.split(",");
		let at = 0;
		for (const range of ranges.split(" ")) {
			const [from, to] = range.split("-");
			for (let c = +from; c < to; c++) table[c] = items[at++];
		}
		for (const sound of sounds.split(" ")) table.sounds[sound.slice(0, -1)] = sound.slice(-1);
		return table;
	};

	/* latin is what the skeleton is made of */
	const words = (text) => {
		const { table } = manifest;
		const found = [];
		let word = null, apostrophe = 0;
		const end = () => {
			if (word && word.fold) {
				if (apostrophe && word.fold.length === apostrophe + 1 && word.fold[apostrophe] === "s") {
					word.fold = word.fold.slice(0, -1);
					word.latin = word.latin.slice(0, -1);
				}
				found.push(word);
			}
			word = null;
			apostrophe = 0;
		};
		const add = (fold, latin, at, length) => {
			word = word || { fold: "", latin: "", from: at };
			word.fold += fold;
			word.latin += latin;
			word.to = at + length;
		};
		for (let at = 0; at < text.length;) {
			const c = text.codePointAt(at), character = String.fromCodePoint(c), length = character.length;
			const item = table[c] !== undefined ? table[c] : table.letter.test(character) ? character : "~";
			if (item === "~") {
				end();
				if (table.han.test(character)) found.push({ fold: character, latin: "", from: at, to: at + length, han: true });
			} else if (word && item === "'") apostrophe = word.fold.length;
			else if (word && item === "^") word.latin = word.latin.replace(/[zsc]$/, (letter) => letter.toUpperCase());
			else if (word && item === "_") word.latin = word.latin.replace(/s$/, "SC");
			else if (item && !/['^_]/.test(item)) {
				const [fold, latin = fold] = item.split(":");
				add(fold, latin, at, length);
			}
			at += length;
		}
		end();
		return found;
	};

	const skeletonOf = (latin) => {
		const { sounds } = manifest.table;
		let out = "";
		for (let i = 0; i < latin.length; i++) {
			let sound = sounds[latin.substr(i, 2)];
			if (sound && i + 1 < latin.length) i++;
			else sound = sounds[latin[i]] || latin[i];
			if (out.slice(-1) === "i" && "aeou".includes(sound)) out = out.slice(0, -1);
			if (out.slice(-1) !== sound || sound >= "\x80") out += sound;
		}
		return /^[\x00-\x7f]*$/.test(latin) && 2 * out.length < latin.length ? latin : out;
	};
	const skeleton = (word) => skeletonOf(word.latin);

	const parseManifest = (text) => {
		manifest = { types: [], shards: [], stop: new Set() };
		for (const line of text.split("\n")) {
			const parts = line.split("\t"), first = parts[1];
			switch (parts[0]) {
				case "type": manifest.types.push({ name: first, label: parts[2], from: +parts[3], count: +parts[4], factor: +parts[5] }); break;
				case "stop": manifest.stop = new Set(first.split(" ")); break;
				case "docs": manifest.docs = +first; manifest.size = +parts[2]; break;
				case "version": manifest.version = first; break;
				case "fold": manifest.table = makeTable(parts.slice(1)); break;
				case "shard": manifest.shards.push(first);
			}
		}
		return manifest;
	};

	const parseShard = (text) => {
		const lines = text.split("\n").filter(Boolean).map((line) => line.split("\t"));
		return { keys: lines.map((line) => line[0]), postings: lines.map((line) => line[1]) };
	};

	const decode = (text, each) => {
		for (let i = 0, doc = 0; i < text.length; i++) {
			let step = 0, scale = 1, value;
			while ((value = DIGITS.indexOf(text[i])) >= 32) {
				step += (value - 32) * scale;
				scale *= 32;
				i++;
			}
			doc += step + value * scale;
			each(doc - 1, DIGITS.indexOf(text[++i]));
		}
	};

	const place = (keys, key) => keys.findLastIndex((other) => other <= key);

	/* shards of keys that begin with `prefix`; three are looked at */
	const span = (prefix, whole) => {
		const first = Math.max(place(manifest.shards, prefix), 0), last = whole ? first : place(manifest.shards, prefix + "\uffff");
		return [...manifest.shards.keys()].slice(first, Math.max(last, 0) + 1);
	};

	const length = (text) => [...text].length;

	const nameKey = (some) => {
		let key = "=", latin = "";
		for (const word of some.slice(0, 24)) {
			if (word.han) { key += skeletonOf(latin) + word.fold; latin = ""; }
			else latin += word.latin;
		}
		return key + skeletonOf(latin);
	};

	const nameKeys = (all, telling) => {
		const found = [];
		const add = (some, factor) => {
			const key = nameKey(some);
			if (key.length > 1 && !found.some((name) => name[0] === key)) found.push([key, factor]);
		};
		const addBoth = (some, factor) => {
			const last = some[some.length - 1];
			add(some, factor);
			if (last && /^[a-z]{2,}[^s]s$/.test(last.fold)) add([...some.slice(0, -1), { latin: last.latin.slice(0, -1) }], factor - 10);
		};
		addBoth(all, 100);
		if (telling.length && telling.length < all.length) addBoth(telling, 80);
		return found;
	};

	const parseQuery = (text) => {
		const all = words(text), query = { tokens: [], phrases: [] }, stopped = [];
		all.forEach((word, i) => {
			const next = all[i + 1], before = all[i - 1];
			if (word.han) {
				const pair = next && next.han && next.from === word.to;
				if (pair) query.tokens.push({ fold: word.fold + next.fold, han: true });
				else if (!(before && before.han && before.to === word.from)) query.tokens.push({ fold: word.fold, han: true });
				return;
			}
			const stop = manifest.stop.has(word.fold), last = !stop && i === all.length - 1 && /\S$/.test(text);
			(stop ? stopped : query.tokens).push({ fold: word.fold, skeleton: skeleton(word), last });
		});
		query.names = nameKeys(all, all.filter((word) => word.han || !manifest.stop.has(word.fold)));
		if (!query.tokens.length) query.tokens = stopped;
		for (const [, inside] of text.matchAll(/["“”„«]([^"“”„«»]+)["“”»]/g)) {
			const phrase = words(inside).map((word) => word.fold);
			if (phrase.length && query.phrases.length < 8) query.phrases.push(phrase);
		}
		query.exact = query.phrases.length > 0;
		query.tokens = query.tokens.slice(0, 12);
		query.tokens.reduce((before, token) => {
			if (!before.han && !token.han) before.after = token.before = before.fold + token.fold;
			return token;
		}, { han: true });
		return query;
	};

	const wholeKeys = (token) => {
		const fold = token.fold, keys = [[fold, 100]];
		if (token.han) return keys;
		for (const joined of [token.before, token.after]) if (joined) keys.push([joined, 80]);
		if (token.skeleton) keys.push(["~" + token.skeleton, 88]);
		if (/^[a-z]{4,}$/.test(fold)) keys.push([
			/ies$/.test(fold) ? fold.slice(0, -3) + "y" : /[^s]s$/.test(fold) ? fold.slice(0, -1) : /y$/.test(fold) ? fold.slice(0, -1) + "ies" : fold + "s",
			90]);
		return keys;
	};

	const stem = (token) => {
		const found = /^[a-z]+$/.test(token.fold) && ENDINGS.find((ending) => token.fold.length - ending.length >= 5 && token.fold.endsWith(ending));
		return found ? token.fold.slice(0, -found.length) : "";
	};

	const prefixes = (token, fuzzy) => {
		const found = [], least = token.last ? 2 : fuzzy && token.missing ? 3 : 1 / 0;
		if (token.han) return found;
		if (length(token.fold) >= least) {
			found.push([token.fold, 80]);
			if (length(token.skeleton) >= 3) found.push(["~" + token.skeleton, 70]);
		}
		if (stem(token)) found.push([stem(token), 50]);
		return found;
	};

	const typos = (token) => {
		const size = length(token.fold);
		return token.han || size < 4 ? 0 : size < 8 ? 1 : 2;
	};

	const skeletonTypos = (token) => Math.min(typos(token), token.skeleton.length < 4 ? 0 : token.skeleton.length < 7 ? 1 : 2);

	/* where a word spelled amiss may stand */
	const fuzzyPrefixes = (token) => {
		const sounds = token.skeleton, found = [];
		const add = (start) => {
			let size = 1;
			while (size < 3 && size < start.length && span("~" + start.slice(0, size)).length > 3) size++;
			const prefix = "~" + start.slice(0, size);
			if (start && !found.includes(prefix)) found.push(prefix);
			return size;
		};
		if (skeletonTypos(token) && /^[a-z0-9ZSC]+$/.test(sounds)) {
			if (add(sounds) > 1) {
				add(sounds[1] + sounds[0] + sounds.slice(2));
				add(sounds.slice(1));
				add(sounds[0] + sounds.slice(2));
			}
			for (const first of ALIKE[sounds[0]] || "") add(first + sounds.slice(1));
		}
		if (/^[a-z0-9]+$/.test(token.fold)) found.push(token.fold.slice(0, 3));
		return found;
	};

	const neededShards = (query, fuzzy) => {
		const needed = new Set(), add = (prefix, whole) => span(prefix, whole).slice(0, 3).forEach((shard) => needed.add(shard));
		query.names.forEach(([key], i) => add(key, i > 0 || length(key) < 4));
		for (const token of query.tokens) {
			if (fuzzy && token.empty && typos(token)) fuzzyPrefixes(token).forEach((prefix) => add(prefix));
			if (!fuzzy) wholeKeys(token).forEach((key) => add(key[0], true));
			if (!query.exact) prefixes(token, fuzzy).forEach((prefix) => add(prefix[0]));
		}
		return [...needed];
	};

	const distance = (a, b, limit) => {
		if (Math.abs(a.length - b.length) > limit) return limit + 1;
		let two = [], one = Array.from({ length: b.length + 1 }, (_, j) => j);
		for (let i = 1; i <= a.length; i++) {
			const row = [i];
			let least = i;
			for (let j = 1; j <= b.length; j++) {
				row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] !== b[j - 1]));
				if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
				least = Math.min(least, row[j]);
			}
			if (least > limit) return limit + 1;
			two = one;
			one = row;
		}
		return one[b.length];
	};

	const eachKey = (shards, prefix, most, each) => {
		for (const number of span(prefix).slice(0, 3)) {
			const shard = shards[number];
			if (!shard) continue;
			for (let i = Math.max(place(shard.keys, prefix), 0); most > 0 && i < shard.keys.length; i++) {
				if (shard.keys[i] < prefix) continue;
				if (!shard.keys[i].startsWith(prefix)) break;
				most--;
				each(shard.keys[i], shard.postings[i]);
			}
		}
	};

	const wholeKey = (shards, key) => {
		const shard = shards[span(key, true)[0]], at = shard ? place(shard.keys, key) : -1;
		return at >= 0 && shard.keys[at] === key ? shard.postings[at] : "";
	};

	const addPostings = (docs, postings, factor, most) => decode(postings, (doc, weight) => {
		const worth = Math.min(weight * factor, most);
		if (!(docs.get(doc) >= worth)) docs.set(doc, worth);
	});

	const matchToken = (shards, query, token, fuzzy) => {
		const docs = new Map();
		for (const [key, factor] of wholeKeys(token)) addPostings(docs, wholeKey(shards, key), factor, 1 / 0);
		if (query.exact) return docs;
		const begins = (some) => some.forEach(([prefix, factor]) => eachKey(shards, prefix, 60, (key, postings) =>
			addPostings(docs, postings, Math.floor(factor * length(prefix) / length(key)), 1 / 0)));
		begins(prefixes(token, false));
		token.missing = !docs.size;
		if (fuzzy && token.missing) begins(prefixes(token, true));
		const best = Math.max(0, ...docs.size < 3 ? docs.values() : []);
		token.empty = docs.size < 3;
		if (!fuzzy || !token.empty || !typos(token)) return docs;
		for (const prefix of fuzzyPrefixes(token)) {
			const skeletal = prefix[0] === "~", wanted = skeletal ? token.skeleton : token.fold;
			const limit = skeletal ? skeletonTypos(token) : typos(token);
			eachKey(shards, prefix, 4000, (key, postings) => {
				const edits = distance(wanted, skeletal ? key.slice(1) : key, limit);
				if (edits <= limit) addPostings(docs, postings, 70 - 15 * edits, best ? best - 1 : 1 / 0);
			});
		}
		return docs;
	};

	const isDoubtful = (query, hits) => !query.exact && query.tokens.some((token) => token.empty) && !hits.some((hit) => hit.name);

	const typeOf = (doc) => {
		const at = manifest.types.findIndex((type) => doc < type.from + type.count);
		return at < 0 ? manifest.types.length - 1 : at;
	};

	const rank = (shards, query, fuzzy) => {
		const hits = new Map(), found = [];
		let total = 0, best = 0;
		const hit = (doc) => {
			if (!hits.has(doc)) hits.set(doc, { doc, score: 0, matched: 0, bonus: 0, name: 0, whole: 0 });
			return hits.get(doc);
		};
		for (const token of query.tokens) {
			const docs = matchToken(shards, query, token, fuzzy);
			const rarity = Math.log(1 + (manifest.docs - docs.size + 0.5) / (docs.size + 0.5));
			total += rarity;
			docs.forEach((weight, doc) => {
				const it = hit(doc);
				it.score += rarity * weight / 100;
				it.matched += rarity;
				if (weight >= WHOLE_NAME) it.whole = 1;
			});
		}
		if (!query.exact) query.names.forEach(([name, factor], i) => {
			decode(wholeKey(shards, name), (doc, weight) => {
				const it = hit(doc);
				it.name = Math.max(it.name, weight);
				it.bonus = Math.max(it.bonus, weight * 4 * factor / 100);
			});
			if (!i && length(name) > 3) eachKey(shards, name, 60, (key, postings) => decode(postings, (doc, weight) => {
				const it = hit(doc);
				it.bonus = Math.max(it.bonus, weight * 60 * length(name) / length(key) / 63);
			}));
		});
		hits.forEach((it) => {
			it.cover = total > 0 ? it.matched / total : 0;
			best = Math.max(best, it.cover);
		});
		hits.forEach((it) => {
			if (!it.bonus && it.cover < (query.exact ? 0.999 : best * 0.6)) return;
			const score = it.score * it.cover * (it.whole ? 1 : it.cover) * manifest.types[typeOf(it.doc)].factor / 100 + it.bonus;
			found.push({ doc: it.doc, score: Math.round(score * 1000), name: it.name });
		});
		return found.sort((a, b) => b.score - a.score || a.doc - b.doc);
	};

	/* 3 the very word, 2 a form of it, 1 another spelling, 0 another word */
	const matches = (word, token) => {
		if (word.han || token.han) return word.han && token.han && token.fold.includes(word.fold) ? 3 : 0;
		const fold = word.fold, start = stem(token);
		if (fold === token.fold) return 3;
		if (fold.startsWith(token.fold) && (token.last || token.missing || fold.length - token.fold.length < 3)) return 2;
		const sounds = skeleton(word), limit = token.empty ? typos(token) : 0;
		if (distance(sounds, token.skeleton, limit) <= limit) return 1;
		return (start && fold.startsWith(start)) || wholeKeys(token).some((key) => key[0] === fold) ? 2 : 0;
	};

	const parseDocument = (text) => {
		const [title, address, siglum, lang, forms, summary, ...lines] = text.split("\n");
		return {
			title, address, siglum, lang, summary, forms: forms ? forms.split("\t") : [],
			passages: lines.filter(Boolean).map((line) => {
				const tab = line.indexOf("\t");
				return { id: line.slice(0, tab), text: line.slice(tab + 1) };
			})
		};
	};

	const hasPhrase = (text, phrase) => {
		const folds = words(text).map((word) => word.fold);
		return folds.some((_, i) => phrase.every((fold, j) => folds[i + j] === fold));
	};

	const hasPhrases = (query, document) => {
		const texts = [document.title, document.summary, ...document.forms, ...document.passages.map((passage) => passage.text)];
		return query.phrases.every((phrase) => texts.some((text) => hasPhrase(text, phrase)));
	};

	outside.glossaRank = {
		parseManifest, parseShard, parseDocument, parseQuery, neededShards, rank, isDoubtful, hasPhrases, words, skeleton, matches, distance, typeOf
	};
})(typeof window === "object" ? window : module.exports);
