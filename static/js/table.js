/* Sorts tables by a click on a heading. Without it they stand in the order in which they were built. */
(function () {
	"use strict";

	function key(row, column) {
		var cell = row.cells[column];
		var text = cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent.trim();
		return cell.querySelector(".not-coded") ? "" : text;
	}

	function compare(a, b) {
		if (a === "" || b === "")
			return a === b ? 0 : null;
		var x = Number(a), y = Number(b);
		return isNaN(x) || isNaN(y) ? a.localeCompare(b, document.documentElement.lang, { numeric: true }) : x - y;
	}

	function sort(table, column, status) {
		var head = table.tHead.rows[0].cells[column];
		var down = head.getAttribute("aria-sort") === "ascending";
		var body = table.tBodies[0];
		var rows = Array.prototype.slice.call(body.rows).map(function (row, place) {
			return { row: row, key: key(row, column), place: place };
		});
		rows.sort(function (a, b) {
			var order = compare(a.key, b.key);
			if (order === null)
				return a.key === "" ? 1 : -1; /* what is not known comes last, either way */
			return (down ? -order : order) || a.place - b.place;
		});
		rows.forEach(function (item) { body.appendChild(item.row); });
		Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
		head.setAttribute("aria-sort", down ? "descending" : "ascending");
		status.textContent = table.getAttribute("data-sorted").replace("{column}", head.textContent);
	}

	document.querySelectorAll("table.sortable").forEach(function (table) {
		if (table.hasAttribute("data-ready") || !table.tHead || table.tBodies.length !== 1)
			return;
		table.setAttribute("data-ready", "");
		var status = document.createElement("p");
		status.className = "unseen";
		status.setAttribute("role", "status");
		table.parentNode.parentNode.appendChild(status);
		Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
			var button = document.createElement("button");
			button.type = "button";
			button.className = "sort";
			while (cell.firstChild)
				button.appendChild(cell.firstChild);
			button.addEventListener("click", function () { sort(table, column, status); });
			cell.appendChild(button);
		});
	});
})();
