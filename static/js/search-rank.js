/* Folding and ranking for search, without a page: the browser loads it before search.js, tests load it in node. The
 * folding is that of generator/base/search_fold.c, the ranking that of generator/command/search_*.c, step by step;
 * tests/search/ holds cases that run in both. */
(function (outside) {
  "use strict";

  var DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  var RANGES = [[0x80, 0x590], [0x1e00, 0x2000], [0xff00, 0xff60]];
  var PAIRS = { zh: "Z", sh: "S", ch: "C", kh: "h", ts: "c", ph: "f", yo: "e", jo: "e" };
  var ENDINGS = ["ations", "ation", "ings", "ions", "ing", "ion", "ers", "er", "ed", "es", "ly", "al", "e", "s"];
  var SINGLES = { y: "i", j: "i", x: "h", w: "v", q: "k" };

  /* ---- folding: generator/base/search_fold.c ---- */

  function makeTable(text) {
    var letters = {}, at = 0, items = text.split(",");
    RANGES.forEach(function (range) {
      for (var c = range[0]; c < range[1]; c++) letters[c] = items[at++];
    });
    return letters;
  }

  function kindBeyond(c) {
    if (c < 0x1e00) {
      if ([0x5be, 0x60c, 0x61b, 0x61f, 0x6d4, 0x964, 0x965].indexOf(c) >= 0) return "break";
      return (c >= 0x591 && c <= 0x5c7) || c === 0x640 || (c >= 0x64b && c <= 0x65f) ? "drop" : "letter";
    }
    if (c === 0x2019) return "apostrophe";
    if ((c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c === 0xfeff)
      return "drop";
    if (c === 0x3005 || c === 0x3007 || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
        (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af)) return "han";
    return (c >= 0x2c00 && c <= 0x2dff) || (c >= 0xa000 && c <= 0xd7ff) || (c >= 0x10000 && c <= 0x1bfff) ? "letter" : "break";
  }

  /* The words of a text: fold, latin (what the skeleton is made of), from, to, han. */
  function words(table, text) {
    var found = [], word = null, apostrophe = 0;

    function end() {
      if (word && word.fold) {
        if (apostrophe && word.fold.length === apostrophe + 1 && word.fold[apostrophe] === "s") {
          word.fold = word.fold.slice(0, -1);
          word.latin = word.latin.slice(0, -1);
        }
        found.push(word);
      }
      word = null;
      apostrophe = 0;
    }
    function add(fold, latin, at, length) {
      if (!word) word = { fold: "", latin: "", from: at, to: at, han: false };
      word.fold += fold;
      word.latin += latin;
      word.to = at + length;
    }
    for (var at = 0; at < text.length;) {
      var c = text.codePointAt(at), character = String.fromCodePoint(c), length = character.length, small = "", item;
      if (c < 0x80) {
        small = character.toLowerCase();
        if (/[a-z0-9]/.test(small)) add(small, small, at, 1);
        else if (c !== 0x27) end();
        else if (word) apostrophe = word.fold.length;
      } else if ((item = table[c]) !== undefined) {
        if (item === "~") end();
        else if (item === "^" || item === "_") {
          if (word) word.latin = word.latin.replace(item === "^" ? /[zsc]$/ : /s$/, function (letter) {
            return item === "_" ? "SC" : letter.toUpperCase();
          });
        } else if (item) {
          item = item.split(":");
          add(item[0], item.length > 1 ? item[1] : item[0], at, length);
        }
      } else {
        var kind = kindBeyond(c);
        if (kind === "letter") add(character, character, at, length);
        else if (kind === "apostrophe") { if (word) apostrophe = word.fold.length; }
        else if (kind !== "drop") {
          end();
          if (kind === "han") found.push({ fold: character, latin: "", from: at, to: at + length, han: true });
        }
      }
      at += length;
    }
    end();
    return found;
  }

  function skeleton(word) {
    var latin = word.latin, out = "";
    for (var i = 0; i < latin.length; i++) {
      var sound = PAIRS[latin.substr(i, 2)];
      if (sound) i++;
      else sound = SINGLES[latin[i]] || latin[i];
      if (out.slice(-1) === "i" && "aeou".indexOf(sound) >= 0) out = out.slice(0, -1);
      if (out.slice(-1) !== sound || sound >= "\x80") out += sound;
    }
    return /^[\x00-\x7f]*$/.test(latin) && 2 * out.length < latin.length ? latin : out;
  }

  /* ---- the index ---- */

  function parseManifest(text) {
    var manifest = { types: [], shards: [], stop: Object.create(null) };
    text.split("\n").forEach(function (line) {
      var parts = line.split("\t");
      switch (parts[0]) {
        case "type":
          manifest.types.push({ name: parts[1], label: parts[2], from: +parts[3], count: +parts[4], factor: +parts[5] });
          break;
        case "stop": parts[1].split(" ").forEach(function (word) { manifest.stop[word] = true; }); break;
        case "docs": manifest.docs = +parts[1]; break;
        case "version": manifest.version = parts[1]; break;
        case "fold": manifest.table = makeTable(parts[1]); break;
        case "shard": manifest.shards.push(parts[1]);
      }
    });
    return manifest;
  }

  function parseShard(text) {
    var keys = [], postings = [];
    text.split("\n").forEach(function (line) {
      var tab = line.indexOf("\t");
      if (tab < 0) return;
      keys.push(line.slice(0, tab));
      postings.push(line.slice(tab + 1));
    });
    return { keys: keys, postings: postings };
  }

  function decode(text, each) {
    for (var i = 0, doc = 0; i < text.length; i++) {
      var step = 0, scale = 1, value;
      while ((value = DIGITS.indexOf(text[i])) >= 32) {
        step += (value - 32) * scale;
        scale *= 32;
        i++;
      }
      doc += step + value * scale;
      each(doc - 1, DIGITS.indexOf(text[++i]));
    }
  }

  /* The last place whose key is not behind `key`. */
  function place(keys, key) {
    var low = 0, high = keys.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /* The shards that keys beginning with `prefix` can stand in, three at most. */
  function shardRange(manifest, prefix, whole) {
    var first = Math.max(place(manifest.shards, prefix), 0);
    var last = whole ? first : Math.min(Math.max(place(manifest.shards, prefix + "\uffff"), 0), first + 2), range = [];
    for (var i = first; i <= last && i < manifest.shards.length; i++) range.push(i);
    return range;
  }

  /* ---- the query ---- */

  function length(text) { return Array.from(text).length; }

  function parseQuery(manifest, text) {
    var query = { tokens: [], name: "=", phrases: [] }, all = words(manifest.table, text), stopped = [];
    all.forEach(function (word, i) {
      query.name += word.han ? word.fold : skeleton(word);
      var next = all[i + 1], before = all[i - 1];
      if (word.han) {
        var pair = next && next.han && next.from === word.to;
        if (pair) query.tokens.push({ fold: word.fold + next.fold, han: true });
        else if (!(before && before.han && before.to === word.from)) query.tokens.push({ fold: word.fold, han: true });
        return;
      }
      var token = { fold: word.fold, skeleton: skeleton(word), last: i === all.length - 1 && /\S$/.test(text) };
      if (manifest.stop[word.fold] && !token.last) stopped.push(token);
      else if (manifest.stop[word.fold]) { token.last = false; stopped.push(token); }
      else query.tokens.push(token);
    });
    if (!query.tokens.length) query.tokens = stopped;
    text.replace(/["“”„«]([^"“”„«»]+)["“”»]/g, function (whole, inside) {
      var phrase = words(manifest.table, inside).map(function (word) { return word.fold; });
      if (phrase.length && query.phrases.length < 8) query.phrases.push(phrase);
    });
    query.exact = query.phrases.length > 0;
    query.tokens = query.tokens.slice(0, 12);
    return query;
  }

  /* Keys asked for whole, with how much they count in hundredths. */
  function wholeKeys(token) {
    var fold = token.fold, keys = [[fold, 100]];
    if (token.han) return keys;
    if (token.skeleton) keys.push(["~" + token.skeleton, 88]);
    if (/^[a-z]{4,}$/.test(fold)) {
      if (/ies$/.test(fold)) keys.push([fold.slice(0, -3) + "y", 90]);
      else if (/[^s]s$/.test(fold)) keys.push([fold.slice(0, -1), 90]);
      else if (/y$/.test(fold)) keys.push([fold.slice(0, -1) + "ies", 90]);
      else keys.push([fold + "s", 90]);
    }
    return keys;
  }

  /* "intervene" finds "intervention": what is left without a common English ending; "" where too little is. */
  function stem(token) {
    var found = /^[a-z]+$/.test(token.fold) && ENDINGS.filter(function (ending) {
      return token.fold.length - ending.length >= 5 && token.fold.slice(-ending.length) === ending;
    })[0];
    return found ? token.fold.slice(0, -found.length) : "";
  }

  function prefixes(token) {
    var found = [];
    if (token.han) return found;
    if (token.last && length(token.fold) >= 2) {
      found.push([token.fold, 80]);
      if (length(token.skeleton) >= 3) found.push(["~" + token.skeleton, 70]);
    }
    if (stem(token)) found.push([stem(token), 50]);
    return found;
  }

  function typos(token) {
    var size = length(token.fold);
    if (token.han || size < 4) return 0;
    return size < 8 ? 1 : 2;
  }

  /* A skeleton is shorter, and forgives much already. */
  function skeletonTypos(token) {
    return Math.min(typos(token), token.skeleton.length < 4 ? 0 : token.skeleton.length < 7 ? 1 : 2);
  }

  /* Where a word spelled amiss may stand: names of the same first letter, words of the same first three. */
  function fuzzyPrefixes(token) {
    var found = skeletonTypos(token) && /^[a-z0-9ZSC]/.test(token.skeleton) ? ["~" + token.skeleton[0]] : [];
    if (/^[a-z0-9]+$/.test(token.fold)) found.push(token.fold.slice(0, 3));
    return found;
  }

  function neededShards(manifest, query, fuzzy) {
    var needed = {};
    function add(prefix, whole) { shardRange(manifest, prefix, whole).forEach(function (shard) { needed[shard] = true; }); }
    if (query.name.length > 1) add(query.name, query.name.length < 4);
    query.tokens.forEach(function (token) {
      if (fuzzy) {
        if (token.empty && typos(token)) fuzzyPrefixes(token).forEach(function (prefix) { add(prefix, false); });
        return;
      }
      wholeKeys(token).forEach(function (key) { add(key[0], true); });
      if (!query.exact) prefixes(token).forEach(function (prefix) { add(prefix[0], false); });
    });
    return Object.keys(needed).map(Number);
  }

  /* Edits with swaps, counted up to `limit`. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    var two = [], one = [], row, i, j;
    for (j = 0; j <= b.length; j++) one.push(j);
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > limit) return limit + 1;
      two = one;
      one = row;
    }
    return one[b.length];
  }

  /* Calls each(key, postings) for the keys that begin with `prefix`, in order, of the shards that are there. */
  function eachKey(manifest, shards, prefix, most, each) {
    var left = most;
    shardRange(manifest, prefix, false).forEach(function (number) {
      var shard = shards[number];
      if (!shard) return;
      for (var i = place(shard.keys, prefix); left > 0 && i < shard.keys.length; i++) {
        if (i < 0 || shard.keys[i] < prefix) continue;
        if (shard.keys[i].slice(0, prefix.length) !== prefix) break;
        left--;
        each(shard.keys[i], shard.postings[i]);
      }
    });
  }

  function wholeKey(manifest, shards, key) {
    var shard = shards[shardRange(manifest, key, true)[0]];
    if (!shard) return "";
    var at = place(shard.keys, key);
    return at >= 0 && shard.keys[at] === key ? shard.postings[at] : "";
  }

  function addPostings(docs, postings, factor) {
    decode(postings, function (doc, weight) {
      if (!(docs.get(doc) >= weight * factor)) docs.set(doc, weight * factor);
    });
  }

  function matchToken(manifest, shards, query, token, fuzzy) {
    var docs = new Map();
    wholeKeys(token).forEach(function (key) { addPostings(docs, wholeKey(manifest, shards, key[0]), key[1]); });
    if (query.exact) return docs;
    prefixes(token).forEach(function (prefix) {
      eachKey(manifest, shards, prefix[0], 60, function (key, postings) {
        addPostings(docs, postings, Math.floor(prefix[1] * length(prefix[0]) / length(key)));
      });
    });
    token.empty = docs.size === 0;
    if (!token.empty || !fuzzy || !typos(token)) return docs;
    fuzzyPrefixes(token).forEach(function (prefix) {
      var skeletal = prefix[0] === "~", wanted = skeletal ? token.skeleton : token.fold;
      var limit = skeletal ? skeletonTypos(token) : typos(token);
      eachKey(manifest, shards, prefix, 4000, function (key, postings) {
        var edits = distance(wanted, skeletal ? key.slice(1) : key, limit);
        if (edits <= limit) addPostings(docs, postings, 70 - 15 * edits);
      });
    });
    return docs;
  }

  function typeOf(manifest, doc) {
    for (var i = 0; i < manifest.types.length; i++)
      if (doc < manifest.types[i].from + manifest.types[i].count) return i;
    return manifest.types.length - 1;
  }

  /* The documents, best first: {doc, score, name}. */
  function rank(manifest, shards, query, fuzzy) {
    var hits = new Map(), total = 0, best = 0, found = [];
    function hit(doc) {
      if (!hits.has(doc)) hits.set(doc, { doc: doc, score: 0, matched: 0, bonus: 0, name: 0 });
      return hits.get(doc);
    }
    query.tokens.forEach(function (token) {
      var docs = matchToken(manifest, shards, query, token, fuzzy);
      var rarity = Math.log(1 + (manifest.docs - docs.size + 0.5) / (docs.size + 0.5));
      total += rarity;
      docs.forEach(function (weight, doc) {
        var it = hit(doc);
        it.score += rarity * weight / 100;
        it.matched += rarity;
      });
    });
    if (query.name.length > 1 && !query.exact) {
      decode(wholeKey(manifest, shards, query.name), function (doc, weight) {
        hit(doc).name = weight;
        hit(doc).bonus = weight * 4;
      });
      if (length(query.name) > 3) eachKey(manifest, shards, query.name, 60, function (key, postings) {
        decode(postings, function (doc, weight) {
          var bonus = weight * 60 * length(query.name) / length(key) / 63;
          if (bonus > hit(doc).bonus) hit(doc).bonus = bonus;
        });
      });
    }
    hits.forEach(function (it) {
      it.cover = total > 0 ? it.matched / total : 0;
      if (it.cover > best) best = it.cover;
    });
    hits.forEach(function (it) {
      if (!it.bonus && it.cover < best * 0.6) return;
      var score = it.score * it.cover * it.cover * manifest.types[typeOf(manifest, it.doc)].factor / 100 + it.bonus;
      found.push({ doc: it.doc, score: Math.round(score * 1000), name: it.name });
    });
    return found.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
  }

  /* ---- documents ---- */

  function parseDocument(text) {
    var lines = text.split("\n");
    return {
      title: lines[0], address: lines[1], siglum: lines[2], lang: lines[3],
      forms: lines[4] ? lines[4].split("\t") : [], summary: lines[5],
      passages: lines.slice(6).filter(Boolean).map(function (line) {
        var tab = line.indexOf("\t");
        return { id: line.slice(0, tab), text: line.slice(tab + 1) };
      })
    };
  }

  function hasPhrase(manifest, text, phrase) {
    var folds = words(manifest.table, text).map(function (word) { return word.fold; });
    for (var i = 0; i + phrase.length <= folds.length; i++)
      if (phrase.every(function (fold, j) { return folds[i + j] === fold; })) return true;
    return false;
  }

  function hasPhrases(manifest, query, document) {
    var texts = [document.title, document.summary].concat(document.forms,
      document.passages.map(function (passage) { return passage.text; }));
    return query.phrases.every(function (phrase) {
      return texts.some(function (text) { return hasPhrase(manifest, text, phrase); });
    });
  }

  var rankings = {
    parseManifest: parseManifest, parseShard: parseShard, parseDocument: parseDocument, parseQuery: parseQuery,
    neededShards: neededShards, rank: rank, hasPhrases: hasPhrases, words: words, skeleton: skeleton,
    wholeKeys: wholeKeys, stem: stem, typos: typos, distance: distance, typeOf: typeOf
  };
  if (typeof module === "object") module.exports = rankings;
  else outside.glossaRankings = rankings;
})(typeof window === "object" ? window : this);
