/* What only a script can add to the text: buttons that copy, and a ¶ beside a paragraph under the pointer, which leads
 * to its address. */
(function () {
	"use strict";
	var pilcrow = document.createElement("a");

	function copy(button) {
		var text = button.previousElementSibling.textContent.replace(/\s+/g, " ").trim();

		navigator.clipboard.writeText(text).then(function () {
			var label = button.textContent;

			button.textContent = button.dataset.done;
			setTimeout(function () {
				button.textContent = label;
			}, 2000);
		});
	}

	if (navigator.clipboard)
		document.querySelectorAll("button.copy").forEach(function (button) {
			button.hidden = false;
			button.addEventListener("click", function () {
				copy(button);
			});
		});

	pilcrow.className = "pilcrow";
	pilcrow.textContent = "¶";
	pilcrow.tabIndex = -1;
	pilcrow.setAttribute("aria-hidden", "true");
	document.addEventListener("pointerover", function (event) {
		var paragraph = event.target.closest && event.target.closest(".text p[id^=p-]");

		if (!paragraph || event.pointerType === "touch") return;
		pilcrow.href = "#" + paragraph.id;
		if (pilcrow.parentNode !== paragraph) paragraph.append(pilcrow);
	});
})();
