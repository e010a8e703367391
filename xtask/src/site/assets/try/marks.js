// Marks violations in a text area: a layer behind it has the same text.

export function mark(layer, area, errors) {
    const parts = [];
    let end = 0;
    const text = area.value;
    const places = errors.filter(({ utf16 }) => utf16).map(({ utf16 }) => utf16);
    for (const [start, stop] of places.toSorted(([one], [other]) => one - other)) {
        // Of places within each other, only the first is marked.
        if (start >= end) {
            const marked = document.createElement("mark");
            marked.textContent = text.slice(start, stop) || " ";
            parts.push(text.slice(end, start), marked);
            end = stop;
        }
    }
    // A text area has an empty line at its end that an element wouldn't have.
    layer.replaceChildren(...parts, `${text.slice(end)}\n`);
    follow(layer, area);
    area.onscroll = () => follow(layer, area);
}

function follow(layer, area) {
    layer.scrollTo(area.scrollLeft, area.scrollTop);
}
