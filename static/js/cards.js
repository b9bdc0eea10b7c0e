/* Preview cards: what a link in the text leads to, beside the link, before one follows it. The words stand in the page
 * (template#previews; for a citation, in its list of references), so that no request is made and file:// will do.
 *
 * WCAG 1.4.13: a card appears on hover and on focus, stays while the pointer is on it or its link has the focus, goes
 * with Esc. It holds nothing that the page behind the link does not, so Tab does not stop in it and a screen reader gets
 * it as a description. */
(function () {
	"use strict";
	var SHOW_MS = 350, HIDE_MS = 200, GAP = 8;
	var texts = {}, card = document.createElement("div"), shown = null, over = null, timer = 0;
	var source = document.getElementById("previews");

	if (source)
		Array.from(source.content.children).forEach(function (item) {
			texts[item.dataset.href] = item;
		});

	function reference(link) {
		var id = link.getAttribute("href");
		var item = link.classList.contains("citation") && id[0] === "#" && document.getElementById(id.slice(1));
		var copy = item && document.createElement("div");

		if (!item) return null;
		copy.innerHTML = item.innerHTML;
		return copy;
	}

	function content(link) {
		var href = link.getAttribute("href"), item = texts[href] || texts[href.replace(/#.*/, "")];

		return item ? item.cloneNode(true) : reference(link);
	}

	function place(link) {
		var at = link.getBoundingClientRect(), first = link.getClientRects()[0] || at;
		var width = card.offsetWidth, height = card.offsetHeight, room = document.documentElement.clientWidth;
		var below = at.bottom + GAP + height <= innerHeight || at.top < height + GAP;

		card.style.left = Math.max(GAP, Math.min(first.left, room - width - GAP)) + scrollX + "px";
		card.style.top = (below ? at.bottom + GAP : at.top - GAP - height) + scrollY + "px";
	}

	function hide() {
		clearTimeout(timer);
		if (!shown) return;
		shown.removeAttribute("aria-describedby");
		shown = null;
		card.remove();
	}

	function show(link) {
		var inside = content(link);

		if (link === shown) return;
		hide();
		if (!inside) return;
		inside.className = "preview";
		inside.querySelectorAll("[id]").forEach(function (part) {
			part.removeAttribute("id");
		});
		inside.querySelectorAll("a").forEach(function (part) {
			part.tabIndex = -1;
		});
		card.replaceChildren(inside);
		link.closest("main").append(card);
		link.setAttribute("aria-describedby", card.id);
		shown = link;
		place(link);
	}

	function soon(action, milliseconds) {
		clearTimeout(timer);
		timer = setTimeout(action, milliseconds);
	}

	function linkAt(target) {
		var link = target.closest && target.closest("main a[href]");

		return link && !card.contains(link) ? link : null;
	}

	function leave() {
		clearTimeout(timer);
		if (shown && over !== card && over !== shown && !shown.matches(":focus-visible")) soon(hide, HIDE_MS);
	}

	card.className = "card";
	card.id = "card";
	card.setAttribute("role", "tooltip");
	/* where it moves to, not what is scrolled under it while it rests */
	document.addEventListener("pointermove", function (event) {
		var at = card.contains(event.target) ? card : linkAt(event.target);

		if (event.pointerType === "touch" || at === over) return;
		over = at;
		if (!at || at === card || at === shown) leave();
		else
			soon(function () {
				show(at);
			}, SHOW_MS);
	});
	document.addEventListener("focusin", function (event) {
		var link = linkAt(event.target);

		if (link && event.target.matches(":focus-visible")) show(link);
		else if (!card.contains(event.target)) hide();
	});
	document.addEventListener("focusout", leave);
	document.addEventListener("keydown", function (event) {
		if (event.key !== "Escape" || !shown) return;
		event.preventDefault();
		hide();
	});
	addEventListener("resize", hide);
})();
