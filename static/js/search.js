/* The search page. The index is classic scripts below search/, each of which calls glossaSearch(name, text), so that it
 * loads from any host and from the disk; what they hold is told in generator/render/search.c. Text of the index reaches
 * the page as text alone, never as mark-up. */
(function (outside) {
  "use strict";

  var core = outside.glossaRankings;
  /* ---- loading ---- */

  var waiting = {}, loaded = {}, status = document.getElementById("search-status");
  if (!status) return;
  var root = status.dataset.root;

  outside.glossaSearch = function (name, text) {
    if (waiting[name]) waiting[name](text);
  };

  function load(name, parse, version) {
    if (!loaded[name]) loaded[name] = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      waiting[name] = function (text) { delete waiting[name]; script.remove(); resolve(parse(text)); };
      script.onerror = function () { delete waiting[name]; delete loaded[name]; script.remove(); reject(new Error(name)); };
      script.src = root + "search/" + name + ".js" + (version ? "?" + version : "");
      document.head.append(script);
    });
    return loaded[name];
  }

  function loadShards(manifest, numbers, shards) {
    return Promise.all(numbers.map(function (number) {
      return load("w" + number, core.parseShard, manifest.version).then(function (shard) { shards[number] = shard; });
    }));
  }

  function loadDocument(manifest, doc) { return load("d" + doc, core.parseDocument, manifest.version); }

  function answer(manifest, query) {
    var shards = {};
    return loadShards(manifest, core.neededShards(manifest, query, false), shards).then(function () {
      var hits = core.rank(manifest, shards, query, false);
      if (query.exact || !query.tokens.some(function (token) { return token.empty; })) return hits;
      return loadShards(manifest, core.neededShards(manifest, query, true), shards).then(function () {
        return core.rank(manifest, shards, query, true);
      });
    }).then(function (hits) {
      if (!query.phrases.length) return hits;
      hits = hits.slice(0, 60);
      return Promise.all(hits.map(function (hit) { return loadDocument(manifest, hit.doc); })).then(function (documents) {
        return hits.filter(function (hit, i) { return core.hasPhrases(manifest, query, documents[i]); });
      });
    });
  }

  /* ---- the page ---- */

  var input = document.getElementById("q"), list = document.getElementById("results");
  var more = document.getElementById("search-more"), types = document.getElementById("search-types");
  var all = document.getElementById("search-all"), labels = status.dataset;
  var STEP = 8, turn = 0, present = null;

  function phrase(text, slots) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in slots ? slots[name] : whole; });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /* 3 the very word, 2 a word that begins so, 1 the same in another spelling, 0 another word */
  function matches(word, token) {
    if (token.han) return token.fold.indexOf(word.fold) >= 0 ? 3 : 0;
    if (word.han) return 0;
    if (word.fold === token.fold) return 3;
    if (word.fold.indexOf(token.fold) === 0 && (token.last || word.fold.length - token.fold.length < 3)) return 2;
    if (core.skeleton(word) === token.skeleton) return 1;
    if (token.empty && core.typos(token) && core.distance(core.skeleton(word), token.skeleton, core.typos(token)) <= core.typos(token)) return 1;
    if (core.stem(token) && word.fold.indexOf(core.stem(token)) === 0) return 2;
    return core.wholeKeys(token).some(function (key) { return key[0] === word.fold; }) ? 2 : 0;
  }

  /* The words of `text` that match, the number of tokens among them, the first that is another spelling. */
  function marked(text, query) {
    var seen = {}, score = 0, other = "", spans = [];
    core.words(present.manifest.table, text).forEach(function (word) {
      var best = 0;
      query.tokens.forEach(function (token, i) {
        var how = matches(word, token);
        if (how && !(seen[i] >= how)) { score += how - (seen[i] || 0) + (seen[i] ? 0 : 10); seen[i] = how; }
        if (how > best) best = how;
      });
      if (best) spans.push([word.from, word.to]);
      if (best === 1 && !other) other = text.slice(word.from, word.to);
    });
    return { spans: spans, score: score, other: other };
  }

  function appendMarked(to, text, spans, from, end) {
    var at = from;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > end) return;
      to.append(text.slice(at, span[0]), element("mark", "", text.slice(span[0], span[1])));
      at = span[1];
    });
    to.append(text.slice(at, end));
  }

  /* About two lines around the first match, cut between words. */
  function excerpt(text, spans) {
    var from = 0, end = text.length, most = 240;
    if (end > most && spans.length) {
      from = Math.max(0, spans[0][0] - 80);
      var stop = text.slice(from, spans[0][0]).search(/[.!?。！？]\s*[^.!?。！？]*$/);
      if (stop >= 0 && from + stop + 1 < spans[0][0]) from += stop + 1;
      else if (from) { var space = text.indexOf(" ", from); if (space >= 0 && space < spans[0][0]) from = space + 1; }
    }
    if (end - from > most) { end = text.lastIndexOf(" ", from + most); if (end < from + most / 2) end = from + most; }
    if (spans.length && end < spans[0][1]) end = spans[0][1];
    return [from, end];
  }

  function bestPassage(document, query) {
    var best = { score: 0 };
    [{ id: "", text: document.summary }].concat(document.passages).forEach(function (passage) {
      var found = marked(passage.text, query);
      if (found.score > best.score) best = { score: found.score, text: passage.text, id: passage.id, spans: found.spans, other: found.other };
    });
    return best.score ? best : { text: document.summary, id: "", spans: [], other: "" };
  }

  /* A form by which an entry was found that its title does not show. */
  function reason(document, query, passage) {
    var title = marked(document.title, query), best = { score: title.score }, form = "";
    document.forms.forEach(function (text) {
      var found = marked(text, query);
      if (found.score > best.score) { best = found; form = text; }
    });
    return form || (title.score ? title.other : passage.other);
  }

  function show(item, hit, document) {
    var query = present.query, manifest = present.manifest, type = manifest.types[core.typeOf(manifest, hit.doc)];
    var heading = element("p", "result-title"), link = element("a"), title = marked(document.title, query);
    var passage = bestPassage(document, query), why = reason(document, query, passage), text = element("p", "result-text");
    link.href = root + document.address.split("/").map(encodeURIComponent).join("/").replace(/%23/, "#");
    if (document.lang && document.lang !== outside.document.documentElement.lang) { link.lang = document.lang; text.lang = document.lang; }
    appendMarked(link, document.title, title.spans, 0, document.title.length);
    heading.append(link);
    if (document.siglum) heading.append(" ", element("span", "siglum", document.siglum));
    heading.append(" ", element("span", "result-type", type.label || labels.pages));
    if (why && why !== document.title) heading.append(" ", element("span", "result-why", phrase(labels.matched, { word: why })));
    if (passage.text) {
      var cut = excerpt(passage.text, passage.spans), into = text;
      if (passage.id && link.href.indexOf("#") < 0) {
        into = element("a", "result-place");
        into.href = link.href + "#" + encodeURIComponent(passage.id);
        text.append(into);
      }
      if (cut[0]) into.append("… ");
      appendMarked(into, passage.text, passage.spans, cut[0], cut[1]);
      if (cut[1] < passage.text.length) into.append(" …");
    }
    item.replaceChildren(heading, text);
  }

  function visibleHits() {
    return present.hits.filter(function (hit) {
      return !present.chosen.size || present.chosen.has(core.typeOf(present.manifest, hit.doc));
    });
  }

  function drawList(count, keep) {
    var mine = turn, hits = visibleHits();
    var items = hits.slice(0, count).map(function (hit, i) {
      return keep && list.children[i] ? list.children[i] : element("li", hit.name >= 45 && i === 0 ? "best" : "");
    });
    present.shown = items.length;
    more.hidden = hits.length <= items.length;
    return Promise.all(hits.slice(0, count).map(function (hit) { return loadDocument(present.manifest, hit.doc); })).then(function (documents) {
      if (mine !== turn) return;
      documents.forEach(function (document, i) { if (!items[i].firstChild) show(items[i], hits[i], document); });
      list.replaceChildren.apply(list, items);
    });
  }

  function drawTypes() {
    var counts = present.manifest.types.map(function () { return 0; }), legend = types.querySelector("legend");
    present.hits.forEach(function (hit) { counts[core.typeOf(present.manifest, hit.doc)]++; });
    types.replaceChildren(legend);
    present.manifest.types.forEach(function (type, i) {
      if (!counts[i]) return;
      var label = element("label"), box = element("input");
      box.type = "checkbox";
      box.checked = present.chosen.has(i);
      box.addEventListener("change", function () {
        if (box.checked) present.chosen.add(i); else present.chosen.delete(i);
        remember();
        draw();
      });
      label.append(box, " ", (type.label || labels.pages) + " ", element("span", "count", String(counts[i])));
      types.append(label, " ");
    });
    types.hidden = types.querySelectorAll("input").length < 2;
  }

  function draw() {
    var count = visibleHits().length, text = count === 0 ? labels.none : count === 1 ? labels.one : labels.many;
    turn++;
    return drawList(STEP, false).then(function () {
      status.textContent = phrase(text, { count: count, query: present.text });
      if (!count) neighbours();
      all.hidden = count > 0;
    });
  }

  /* Nothing found: the place in the list of all names where it would stand. */
  function neighbours() {
    var word = core.words(present.manifest.table, present.text)[0];
    var place = word && document.getElementById("letter-" + (word.han ? "han" : Array.from(word.fold)[0]));
    if (!place) return;
    var link = element("a", "", place.textContent);
    link.href = "#" + encodeURIComponent(place.id);
    status.append(" ", labels.neighbours + " ", link);
  }

  function remember() {
    var address = new URLSearchParams();
    if (input.value) address.set("q", input.value);
    if (present) present.chosen.forEach(function (i) { address.append("type", present.manifest.types[i].name); });
    try { history.replaceState(null, "", location.pathname + (String(address) ? "?" + address : "")); } catch (error) { /* from the disk */ }
  }

  function clear() {
    turn++;
    present = null;
    list.replaceChildren();
    status.textContent = "";
    types.hidden = more.hidden = true;
    all.hidden = false;
  }

  function search(wanted) {
    var text = input.value.trim().slice(0, 200), mine = ++turn;
    if (!text) { clear(); return; }
    var slow = setTimeout(function () { if (mine === turn) status.textContent = labels.loading; }, 150);
    load("manifest", core.parseManifest).then(function (manifest) {
      var query = core.parseQuery(manifest, text);
      return answer(manifest, query).then(function (hits) {
        clearTimeout(slow);
        if (mine !== turn) return;
        var chosen = present ? present.chosen : new Set();
        if (wanted) manifest.types.forEach(function (type, i) { if (wanted.indexOf(type.name) >= 0) chosen.add(i); });
        present = { manifest: manifest, query: query, hits: hits, text: text, chosen: chosen };
        chosen.forEach(function (i) {
          if (!hits.some(function (hit) { return core.typeOf(manifest, hit.doc) === i; })) chosen.delete(i);
        });
        drawTypes();
        return draw();
      });
    }).catch(function () {
      clearTimeout(slow);
      if (mine !== turn) return;
      clear();
      status.textContent = labels.failed;
    });
  }

  function fromAddress() {
    var address = new URLSearchParams(location.search);
    if (address.get("q") !== null) input.value = address.get("q");
    search(address.getAll("type"));
  }

  function links() { return Array.from(list.querySelectorAll(".result-title a")); }

  document.addEventListener("keydown", function (event) {
    var at = links().indexOf(document.activeElement), to = null;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "/" && document.activeElement !== input) to = input;
    else if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input)) to = links()[at + 1];
    else if (event.key === "ArrowUp" && at >= 0) to = at ? links()[at - 1] : input;
    else if (event.key === "Home" && at >= 0) to = links()[0];
    else if (event.key === "End" && at >= 0) to = links().pop();
    else if (event.key === "Escape" && at >= 0) to = input;
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
  input.form.addEventListener("submit", function (event) {
    event.preventDefault();
    remember();
    search();
  });
  input.addEventListener("input", function () {
    remember();
    var mine = ++turn;
    setTimeout(function () { if (mine === turn) search(); }, 60);
  });
  more.addEventListener("click", function () { drawList(present.shown + STEP, true); });
  outside.addEventListener("pageshow", function (event) { if (event.persisted) fromAddress(); });
  fromAddress();
})(window);
