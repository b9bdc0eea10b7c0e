/* "/" and Ctrl+K (⌘K) lead to the search field. Whoever speaks to the computer or types by switches can turn "/" off
 * with the button at the foot of the page (WCAG 2.1.4); that is remembered. */
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

	function toggle() {
		off = !off;
		button.setAttribute("aria-pressed", String(!off));
		try {
			localStorage.setItem("slash", off ? "off" : "on");
		} catch (error) {
			/* a browser that stores nothing forgets the choice with the page */
		}
	}

	if (!field) return;
	try {
		off = localStorage.getItem("slash") === "off";
	} catch (error) {
		/* as it comes */
	}
	if (button) {
		button.hidden = false;
		button.setAttribute("aria-pressed", String(!off));
		button.addEventListener("click", toggle);
	}
	document.addEventListener("keydown", function (event) {
		if (event.defaultPrevented || !leadsToSearch(event)) return;
		event.preventDefault();
		field.focus();
		field.select();
	});
})();
