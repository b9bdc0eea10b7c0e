/* What only a script can add to the text: buttons that copy, and a ¶ beside a paragraph under the pointer, which leads
 * to its address. */
(function () {
	"use strict";
	var pilcrow = document.createElement("a");

	/* what is done shows on the button, and is said: it has the focus already */
	function prepare(button) {
		var label = button.textContent, status = document.createElement("span"), timer = 0;

		function say(text, said) {
			button.textContent = text;
			status.textContent = said;
		}

		status.className = "unseen";
		status.setAttribute("role", "status");
		button.after(status);
		button.hidden = false;
		button.addEventListener("click", function () {
			var text = button.previousElementSibling.textContent.replace(/\s+/g, " ").trim();

			navigator.clipboard.writeText(text).then(function () {
				say(button.dataset.done, button.dataset.done);
				clearTimeout(timer);
				timer = setTimeout(say, 2000, label, "");
			});
		});
	}

	if (navigator.clipboard) document.querySelectorAll("button.copy").forEach(prepare);
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
