// What the page says about a verdict.

/** How many violations are shown. */
const MOST = 100;
/** How many characters are shown before and after the marked text. */
const EXCERPT = 40;

// Returns the sentence about a verdict, and its class.
export function summaryOf(verdict) {
    const event = [
        verdict.type && `\`${verdict.type}\``,
        verdict.subjectId && `subject \`${verdict.subjectId}\``,
        verdict.release && `validated against release \`${verdict.release}\``,
    ];
    const what = event.filter(Boolean).join(", ");
    if (verdict.valid) {
        const advice = verdict.advice.length ? ` ${counted(verdict.advice.length, "piece")} of advice.` : "";
        return [`Valid: ${what}.${advice}`, "is-valid"];
    }
    if (verdict.newer) {
        return [`Newer than this validator: ${what}. \`CdEvent::from_slice\` preserves it as \`CdEvent::Unknown\`.`, "is-unknown"];
    }
    const count = counted(verdict.errors.length, "violation");
    return [what ? `Invalid, ${count}: ${what}.` : `Invalid, ${count}.`, "is-invalid"];
}

// Returns the violations and the advice.
export function verdictList({ errors = [], advice, note }, area) {
    const parts = note ? [element("p", "is-unknown", `${note}.`)] : [];
    if (errors.length > 0) {
        parts.push(list(errors.slice(0, MOST).map((error) => violation(error, area))));
    }
    if (errors.length > MOST) {
        parts.push(element("p", "is-unknown", `${errors.length - MOST} more violations are not shown.`));
    }
    if (advice.length > 0) {
        parts.push(element("h2", "", "Advice"), list(advice.map(adviceItem)));
    }
    return parts;
}

// Returns what a conversion did, with a button that takes it back.
export function noteList(notes, release, undo) {
    const words = `Upgraded to release \`${release}\`: ${notes.length ? counted(notes.length, "note") : "nothing else changed"}.`;
    const button = element("button", "", "Undo");
    button.type = "button";
    button.addEventListener("click", undo);
    const head = element("p", "is-unknown", words);
    head.append(" ", button);
    const items = notes.map(({ message, loss }) => {
        const item = element("li", "", "");
        item.append(element("span", loss ? "loss" : "", message));
        return item;
    });
    return notes.length ? [head, list(items)] : [head];
}

// Returns an input for each question.
export function questionList(questions) {
    const items = questions.map(({ pointer, message }) => {
        const label = element("label", "", message);
        const input = document.createElement("input");
        input.dataset.pointer = pointer;
        label.append(input);
        const item = element("li", "", "");
        item.append(label);
        return item;
    });
    return items.length ? [list(items)] : [];
}

// Returns the answers by their JSON Pointers. What isn't JSON is a string.
export function answersIn(output) {
    const inputs = [...output.querySelectorAll("input[data-pointer]")].filter((input) => input.value);
    const read = (value) => {
        try {
            return JSON.parse(value);
        } catch {
            return value;
        }
    };
    return Object.fromEntries(inputs.map((input) => [input.dataset.pointer, read(input.value)]));
}

// Creates a violation: a button that selects its text, and the violated keyword.
function violation({ instanceLocation, error, keyword, absoluteKeywordLocation, line, column, utf16 }, area) {
    const button = element("button", "violation", "");
    button.type = "button";
    const place = line === undefined ? "" : ` at ${line}:${column}`;
    button.append(
        element("span", "place", `\`${instanceLocation || "the document"}\`${place}`),
        element("span", "message", error),
    );
    const item = element("li", "", "");
    item.append(button);
    if (utf16) {
        button.append(excerpt(area.value, utf16));
        button.addEventListener("click", () => select(area, utf16, line, column));
    } else {
        button.disabled = true;
    }
    if (absoluteKeywordLocation) {
        item.append(element("p", "schema", `violates \`${keyword}\` at \`${absoluteKeywordLocation}\``));
    }
    return item;
}

function adviceItem({ instanceLocation, message, section, url, severity }) {
    const item = element("li", "", "");
    const link = element("a", "", section);
    link.href = url;
    const source = element("p", "schema", `${severity}: `);
    source.append(link);
    item.append(element("span", "", `\`${instanceLocation || "the document"}\`: ${message}`), source);
    return item;
}

// Creates an excerpt of the line with the violation marked.
function excerpt(text, [start, end]) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const lineEnd = text.indexOf("\n", start);
    const from = Math.max(start - EXCERPT, start === 0 ? 0 : lineStart);
    const to = Math.min(end + EXCERPT, lineEnd === -1 ? text.length : Math.max(lineEnd, end));
    const mark = document.createElement("mark");
    // A sign marks the end of the text.
    mark.textContent = text.slice(start, end) || "␃";
    const line = document.createElement("span");
    line.className = "excerpt";
    line.append(text.slice(from, start).trimStart(), mark, text.slice(end, to).trimEnd());
    return line;
}

function select(area, [start, end], line, column) {
    area.focus();
    area.setSelectionRange(start, end);
    // Selecting text doesn't scroll to it.
    const style = getComputedStyle(area);
    const lineHeight = parseFloat(style.lineHeight);
    area.scrollTop = (line - 1) * lineHeight - area.clientHeight / 2;
    const characterWidth = parseFloat(style.fontSize) * 0.6;
    area.scrollLeft = column * characterWidth - area.clientWidth / 2;
}

function counted(count, noun) {
    return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function list(items) {
    const made = document.createElement("ol");
    made.append(...items);
    return made;
}

// Creates an element with words; text between backticks becomes code.
export function element(name, className, words) {
    const made = document.createElement(name);
    made.className = className;
    words.split("`").forEach((part, index) => {
        if (index % 2 === 0) {
            made.append(part);
        } else {
            const code = document.createElement("code");
            code.textContent = part;
            made.append(code);
        }
    });
    return made;
}
