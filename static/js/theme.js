/* The button that turns light into dark and back. theme-early.js has set what was chosen last time, before the first
 * paint; without a choice the page follows the system, and a choice that agrees with the system is forgotten. What is
 * chosen on one page holds for those in other tabs, and for those that a browser keeps to go back to. */
(function () {
	"use strict";
	var button = document.querySelector(".theme-toggle");
	var root = document.documentElement;
	var system = matchMedia("(prefers-color-scheme: dark)");

	function isDark() {
		return (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
	}

	function show() {
		button.setAttribute("aria-pressed", String(isDark()));
	}

	function choose(theme) {
		if (theme) root.dataset.theme = theme;
		else delete root.dataset.theme;
		show();
	}

	function recall() {
		try {
			choose(localStorage.getItem("theme"));
		} catch (error) {
			/* nothing is stored, nothing was chosen elsewhere */
		}
	}

	function remember(theme) {
		try {
			if (theme) localStorage.setItem("theme", theme);
			else localStorage.removeItem("theme");
		} catch (error) {
			/* a browser that stores nothing forgets the choice with the page */
		}
	}

	function toggle() {
		var theme = isDark() ? "light" : "dark";

		if ((theme === "dark") === system.matches) theme = "";
		choose(theme);
		remember(theme);
	}

	if (!button) return;
	button.hidden = false;
	button.addEventListener("click", toggle);
	system.addEventListener("change", show);
	addEventListener("storage", recall);
	addEventListener("pageshow", function (event) {
		if (event.persisted) recall();
	});
	show();
})();
