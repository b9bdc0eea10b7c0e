/* "/" and Ctrl+K (⌘K) lead to the search field, and the down arrow from there to the first result. Whoever speaks to the
 * computer or types by switches can turn "/" off with the button at the foot of the page (WCAG 2.1.4); that is remembered,
 * by other tabs too, and by pages that a browser keeps to go back to. */
(function () {
	"use strict";
	var field = document.querySelector("[role=search] input");
	var button = document.querySelector(".slash-toggle");
	var off = false;

	function isTyping(target) {
		return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
	}

	function leadsToSearch(event) {
		if (event.altKey) return false;
		if (event.ctrlKey || event.metaKey) return event.key === "k" || event.key === "K";
		return event.key === "/" && !off && !isTyping(event.target);
	}

	/* the page of search does so itself */
	function leadsToResults(event) {
		return event.key === "ArrowDown" && event.target === field && field.form.matches(".site-search") && /\S/.test(field.value) &&
			!(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing);
	}

	function show() {
		if (button) button.setAttribute("aria-pressed", String(!off));
	}

	function recall() {
		try {
			off = localStorage.getItem("slash") === "off";
		} catch (error) {
			/* as it was */
		}
		show();
	}

	function toggle() {
		off = !off;
		show();
		try {
			localStorage.setItem("slash", off ? "off" : "on");
		} catch (error) {
			/* a browser that stores nothing forgets the choice with the page */
		}
	}

	if (!field) return;
	recall();
	if (button) {
		button.hidden = false;
		button.addEventListener("click", toggle);
	}
	addEventListener("storage", recall);
	addEventListener("pageshow", function (event) {
		if (event.persisted) recall();
	});
	document.addEventListener("keydown", function (event) {
		var on = leadsToResults(event);

		if (event.defaultPrevented || !(on || leadsToSearch(event))) return;
		event.preventDefault();
		if (on) location.href = field.form.action + "?q=" + encodeURIComponent(field.value) + "#first";
		else {
			field.focus();
			field.select();
		}
	});
})();
