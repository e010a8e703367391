"use strict";

// The page "Try an event": sends the text to the validator and shows the verdict.
(() => {
    const UNREACHABLE = "The validator isn’t reachable: run `cargo xtask docs --serve`.";
    const MAX_BYTES = 1024 * 1024;
    /** How many characters are shown before and after the marked text. */
    const EXCERPT = 40;

    const form = document.querySelector("form#try");
    if (form) {
        setUp(form, form.elements.event, document.querySelector("#verdict"));
    }

    // Returns the validator's verdict. Its offsets count UTF-16 units, as JavaScript does.
    async function judge(text) {
        if (location.protocol === "file:") {
            throw new Error(UNREACHABLE);
        }
        if (new Blob([text]).size > MAX_BYTES) {
            throw new Error("The text is larger than 1 MiB.");
        }
        const answer = await fetch("api/validate", { method: "POST", body: text }).catch(() => null);
        const isJson = answer?.headers.get("content-type")?.startsWith("application/json");
        if (!isJson) {
            throw new Error(UNREACHABLE);
        }
        const verdict = await answer.json();
        if (!answer.ok) {
            throw new Error(verdict.error);
        }
        return verdict;
    }

    function setUp(form, area, output) {
        let asked = 0;
        const ask = async () => {
            asked += 1;
            const number = asked;
            const text = area.value;
            const parts = await judge(text).then(
                (verdict) => wordsOf(verdict, text, area),
                (error) => [paragraph("is-unknown", error.message)],
            );
            // Ignore answers to outdated requests.
            if (number === asked) {
                output.classList.remove("is-stale");
                output.replaceChildren(...parts);
            }
        };
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            ask();
        });
        area.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                ask();
            }
        });
        area.addEventListener("input", () => markStale(output));
        for (const button of form.querySelectorAll("button[data-sample]")) {
            button.addEventListener("click", () => {
                area.value = document.getElementById(button.dataset.sample).textContent.trim();
                ask();
            });
        }
    }

    // The positions refer to the validated text.
    function markStale(output) {
        if (output.childElementCount > 0 && !output.classList.contains("is-stale")) {
            output.classList.add("is-stale");
            output.prepend(paragraph("is-unknown", "The text has changed. Validate it again."));
        }
    }

    function wordsOf(verdict, text, area) {
        const summary = paragraph(classOf(verdict), summaryOf(verdict));
        if (verdict.violations.length === 0) {
            return [summary];
        }
        const list = document.createElement("ol");
        list.append(...verdict.violations.map((violation) => item(violation, text, area)));
        const parts = [summary, list];
        if (verdict.omitted > 0) {
            parts.push(paragraph("is-unknown", `${verdict.omitted} more violations are not shown.`));
        }
        return parts;
    }

    function classOf(verdict) {
        if (verdict.valid) {
            return "is-valid";
        }
        return verdict.newer ? "is-unknown" : "is-invalid";
    }

    function summaryOf(verdict) {
        const event = [
            verdict.eventType && `\`${verdict.eventType}\``,
            verdict.subjectId && `subject \`${verdict.subjectId}\``,
            verdict.release && `validated against release \`${verdict.release}\``,
        ];
        const what = event.filter(Boolean).join(", ");
        if (verdict.valid) {
            return `Valid: ${what}.`;
        }
        if (verdict.newer) {
            return `Newer than this validator: ${what}. \`CdEvent::from_slice\` preserves it as \`CdEvent::Unknown\`.`;
        }
        const count = verdict.violations.length + verdict.omitted;
        const violations = count === 1 ? "1 violation" : `${count} violations`;
        return what ? `Invalid, ${violations}: ${what}.` : `Invalid, ${violations}.`;
    }

    // Creates a violation: a button that selects its text, and the violated keyword.
    function item(violation, text, area) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "violation";
        const path = violation.instancePath || "the document";
        const place = violation.line === null ? "" : ` at ${violation.line}:${violation.column}`;
        button.append(span("place", `\`${path}\`${place}`), span("message", violation.message));
        const entry = document.createElement("li");
        entry.append(button);
        if (violation.start === null) {
            button.disabled = true;
        } else {
            button.append(excerpt(text, violation));
            button.addEventListener("click", () => select(area, violation));
        }
        if (violation.schema) {
            const schema = paragraph("schema", `violates \`${violation.keyword}\` at \`${violation.schema}\``);
            entry.append(schema);
        }
        return entry;
    }

    // Creates an excerpt of the line with the violation marked.
    function excerpt(text, { start, end }) {
        const lineStart = text.lastIndexOf("\n", start - 1) + 1;
        const lineEnd = text.indexOf("\n", start);
        const from = Math.max(start - EXCERPT, start === 0 ? 0 : lineStart);
        const to = Math.min(end + EXCERPT, lineEnd === -1 ? text.length : Math.max(lineEnd, end));
        const mark = document.createElement("mark");
        // A sign marks the end of the text.
        mark.textContent = text.slice(start, end) || "␃";
        const line = span("excerpt", "");
        line.append(text.slice(from, start).trimStart(), mark, text.slice(end, to).trimEnd());
        return line;
    }

    function select(area, { start, end, line, column }) {
        area.focus();
        area.setSelectionRange(start, end);
        // Selecting text doesn't scroll to it.
        const style = getComputedStyle(area);
        const lineHeight = parseFloat(style.lineHeight);
        area.scrollTop = (line - 1) * lineHeight - area.clientHeight / 2;
        const characterWidth = parseFloat(style.fontSize) * 0.6;
        area.scrollLeft = column * characterWidth - area.clientWidth / 2;
    }

    function paragraph(className, words) {
        return element("p", className, words);
    }

    function span(className, words) {
        return element("span", className, words);
    }

    // Creates an element with words; text between backticks becomes code.
    function element(name, className, words) {
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
})();
