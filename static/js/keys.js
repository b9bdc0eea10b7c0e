/* "/" and Ctrl+K (⌘K) lead to the search field. Whoever speaks to the computer or types by switches can turn "/" off:
 * a checkbox with the id shortcut-slash, on any page, is remembered. */
(function () {
	"use strict";

	function isTyping(target) {
		return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
	}

	function slashIsOff() {
		try {
			return localStorage.getItem("slash") === "off";
		} catch (error) {
			return false;
		}
	}

	function leadsToSearch(event) {
		if (event.key === "k" || event.key === "K") return (event.ctrlKey || event.metaKey) && !event.altKey;
		return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && !slashIsOff();
	}

	document.addEventListener("keydown", function (event) {
		var field = document.querySelector("[role=search] input");

		if (!field || event.defaultPrevented || !leadsToSearch(event)) return;
		event.preventDefault();
		field.focus();
		field.select();
	});
})();
