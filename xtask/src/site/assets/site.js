"use strict";

// Tabs, scrolling parts for the keyboard, the search of the first page, and help for missing pages. All
// pages can also be read without it.

// Shows the ways to make an event as tabs: paragraphs name the blocks that follow them.
for (const [number, ways] of document.querySelectorAll(".ways").entries()) {
    const KEY = "cdevents-way";
    const titles = [...ways.querySelectorAll(":scope > p")];
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "An example in Rust, as a command and in JSON");
    const tabs = titles.map((title, index) => {
        const panel = document.createElement("div");
        panel.id = `way-${number}-${index}`;
        panel.setAttribute("role", "tabpanel");
        while (title.nextElementSibling && !title.nextElementSibling.matches("p")) {
            panel.append(title.nextElementSibling);
        }
        title.replaceWith(panel);
        const tab = document.createElement("button");
        tab.type = "button";
        tab.id = `${panel.id}-tab`;
        tab.textContent = title.textContent;
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", panel.id);
        panel.setAttribute("aria-labelledby", tab.id);
        list.append(tab);
        return { tab, panel };
    });
    const select = (chosen) => {
        for (const { tab, panel } of tabs) {
            const isChosen = tab === chosen;
            tab.setAttribute("aria-selected", isChosen);
            tab.tabIndex = isChosen ? 0 : -1;
            panel.hidden = !isChosen;
        }
    };
    tabs.forEach(({ tab }, index) => {
        tab.addEventListener("click", () => {
            select(tab);
            try {
                localStorage.setItem(KEY, tab.textContent);
            } catch {
                // Some browsers forbid it for pages on the disk.
            }
        });
        tab.addEventListener("keydown", (event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (step) {
                // mdBook would turn the page.
                event.stopPropagation();
                const next = tabs.at((index + step) % tabs.length).tab;
                next.focus();
                next.click();
            }
        });
    });
    let last = null;
    try {
        last = localStorage.getItem(KEY);
    } catch {
        // As above.
    }
    ways.prepend(list);
    select((tabs.find(({ tab }) => tab.textContent === last) ?? tabs[0])?.tab);
}

// What is wider than its place can be scrolled with the keyboard, and has a name.
{
    const name = (element) => {
        const heading = element.querySelector("caption")?.textContent;
        const language = /language-(\w+)/.exec(element.className)?.[1];
        return heading ? `Table: ${heading}` : `Code: ${language ?? "text"}`;
    };
    const check = (element) => {
        if (element.scrollWidth > element.clientWidth) {
            element.tabIndex = 0;
            element.setAttribute("role", "group");
            element.setAttribute("aria-label", name(element));
        } else {
            element.removeAttribute("tabindex");
            element.removeAttribute("role");
            element.removeAttribute("aria-label");
        }
    };
    const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => check(target)));
    for (const element of document.querySelectorAll(".table-wrapper, pre > code")) {
        observer.observe(element);
    }
}

// An older release opens when the address names it.
{
    const open = () => {
        const target = document.getElementById(location.hash.slice(1));
        if (target?.matches("details")) {
            target.open = true;
            target.scrollIntoView();
        }
    };
    addEventListener("hashchange", open);
    open();
}

// The button for the table of contents is a label, which only the mouse reaches.
document.querySelector("#mdbook-sidebar-toggle")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.target.click();
    }
});

// Goes to mdBook's search, which prevents that forms are sent.
for (const form of document.querySelectorAll("form.search")) {
    form.addEventListener("submit", () => {
        const query = new URLSearchParams(new FormData(form));
        location.assign(`${form.action.split("?")[0]}?${query}`);
    });
}

// Suggests a search for the words of a missing page's address.
{
    const box = document.querySelector("form.search.missing input");
    if (box) {
        const name = location.pathname.split("/").pop().replace(/\.html$/, "");
        box.value = name.replace(/\W+/g, " ").trim();
    }
}
