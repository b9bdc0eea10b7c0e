/* How one came here. By an old address: the page says so, for whoever looks for what the link named. By an address that
 * does not exist: the entries whose addresses are nearest to it. Without this file both pages say what they said. */
(function () {
	"use strict";
	var MOST = 5;

	/* "/handbook/terms/R2P.html" → "r2p" */
	function slug(address) {
		var parts = address.replace(/[?#].*/, "").replace(/(\/index)?(\.html?)?\/*$/, "").split("/");
		var last = parts[parts.length - 1];

		try {
			last = decodeURIComponent(last);
		} catch (error) {
			/* as it stands */
		}
		return last.toLowerCase().slice(0, 100);
	}

	/* How many letters one has to change, add or leave out. */
	function distance(a, b) {
		var row = [], i, j, diagonal, above;

		for (j = 0; j <= b.length; j++) row[j] = j;
		for (i = 1; i <= a.length; i++) {
			diagonal = row[0];
			row[0] = i;
			for (j = 1; j <= b.length; j++) {
				above = row[j];
				row[j] = Math.min(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
				diagonal = above;
			}
		}
		return row[b.length];
	}

	function far(wanted, there) {
		if (wanted.length > 2 && there.length > 2 && (there.indexOf(wanted) >= 0 || wanted.indexOf(there) >= 0)) return 0.3;
		return distance(wanted, there) / Math.max(wanted.length, there.length, 1);
	}

	function near() {
		var list = document.getElementById("near"), wanted = slug(location.pathname);
		var links = list && wanted ? Array.from(document.getElementById("addresses").content.children) : [];

		links.map(function (link) {
			return {link: link, far: far(wanted, slug(link.getAttribute("href")))};
		}).filter(function (item) {
			return item.far < 0.4;
		}).sort(function (a, b) {
			return a.far - b.far;
		}).slice(0, MOST).forEach(function (item) {
			var line = document.createElement("li");

			line.append(item.link);
			list.append(line);
			list.parentNode.hidden = false;
		});
	}

	function followed() {
		document.querySelectorAll(".arrival").forEach(function (note) {
			note.hidden = document.referrer !== new URL(note.dataset.from, location.href).href;
		});
	}

	near();
	followed();
})();
