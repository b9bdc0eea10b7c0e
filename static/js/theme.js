/* The button that turns light into dark and back. theme-early.js has set what was chosen last time, before the first
 * paint; without a choice the page follows the system, and a choice that agrees with the system is forgotten. */
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
		if (theme) root.dataset.theme = theme;
		else delete root.dataset.theme;
		remember(theme);
		show();
	}

	if (!button) return;
	button.hidden = false;
	button.addEventListener("click", toggle);
	system.addEventListener("change", show);
	show();
})();
