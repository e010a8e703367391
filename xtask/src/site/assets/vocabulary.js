"use strict";

// Adds filters to the vocabulary's table.
//
// The `data-` attributes of the rows hold the values to filter by. The address holds the selected
// values, so that a selection can be linked to.
(() => {
    const FILTERS = [
        { name: "stage", label: "Stage", all: "all stages", valuesOf: (row) => [row.dataset.stage] },
        { name: "subject", label: "Subject", all: "all subjects", valuesOf: (row) => [row.dataset.subject] },
        {
            name: "release",
            label: "Release",
            all: "all releases",
            valuesOf: (row) => (row.dataset.releases ?? "").split(" "),
        },
    ];

    const table = document.querySelector("table#vocabulary");
    if (table) {
        setUp(table);
    }

    function setUp(table) {
        const rows = [...table.querySelectorAll("tbody tr")];
        const form = document.createElement("form");
        form.className = "filter";
        form.setAttribute("aria-label", "Filter the events");
        const selects = FILTERS.map((filter) => addSelect(form, filter, rows));
        const reset = addReset(form);
        const status = addStatus(form);
        scroller(table).before(form);

        const update = () => {
            const count = show(rows, selects);
            status.textContent = `${count} of ${rows.length} events`;
            writeAddress(selects);
        };
        form.addEventListener("change", update);
        reset.addEventListener("click", () => {
            form.reset();
            update();
        });
        form.addEventListener("submit", (event) => event.preventDefault());
        readAddress(selects);
        update();
    }

    function addSelect(form, filter, rows) {
        const select = document.createElement("select");
        select.name = filter.name;
        select.append(new Option(filter.all, ""));
        const values = new Set(rows.flatMap(filter.valuesOf).filter(Boolean));
        for (const value of sorted(values)) {
            select.append(new Option(value, value));
        }
        const label = document.createElement("label");
        label.append(filter.label, select);
        form.append(label);
        return select;
    }

    // Sorts numbers by value, before words: 0.9.0, 0.10.0, draft.
    function sorted(values) {
        return [...values].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
    }

    function addReset(form) {
        const reset = document.createElement("button");
        reset.type = "button";
        reset.textContent = "Show all";
        form.append(reset);
        return reset;
    }

    function addStatus(form) {
        const status = document.createElement("p");
        status.setAttribute("role", "status");
        form.append(status);
        return status;
    }

    // Returns the scrolling element around the table, and creates it if necessary.
    function scroller(table) {
        const around = table.closest(".table-wrapper");
        if (around) {
            return around;
        }
        const wrapper = document.createElement("div");
        wrapper.className = "table-wrapper";
        table.replaceWith(wrapper);
        wrapper.append(table);
        return wrapper;
    }

    // Shows the matching rows, and returns their number.
    function show(rows, selects) {
        const fits = (row) =>
            FILTERS.every((filter, index) => {
                const wanted = selects[index].value;
                return wanted === "" || filter.valuesOf(row).includes(wanted);
            });
        for (const row of rows) {
            row.hidden = !fits(row);
        }
        return rows.filter((row) => !row.hidden).length;
    }

    function readAddress(selects) {
        const query = new URLSearchParams(location.search);
        for (const select of selects) {
            const wanted = query.get(select.name);
            const isKnown = [...select.options].some((option) => option.value === wanted);
            if (isKnown) {
                select.value = wanted;
            }
        }
    }

    function writeAddress(selects) {
        const address = new URL(location.href);
        for (const select of selects) {
            if (select.value === "") {
                address.searchParams.delete(select.name);
            } else {
                address.searchParams.set(select.name, select.value);
            }
        }
        if (address.href === location.href) {
            return;
        }
        try {
            history.replaceState(history.state, "", address);
        } catch {
            // Some browsers don't allow this for pages on the disk.
        }
    }
})();
