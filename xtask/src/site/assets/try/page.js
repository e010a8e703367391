// The page "Try an event": validates the text as it is typed, with the validator as WebAssembly.

import { indented } from "./indented.js";
import { mark } from "./marks.js";
import { fromLink, toLink } from "./share.js";
import { answersIn, element, noteList, questionList, summaryOf, verdictList } from "./words.js";

/** How many milliseconds without a key pass until the text is validated. */
const PAUSE = 150;
/** The example to begin with. */
const FIRST = "service.deployed";

const form = document.querySelector("form#try");
const area = form.elements.event;
const marks = form.querySelector(".marks");
const summary = form.querySelector("#summary");
const output = form.querySelector("#verdict");

document.querySelector("#try-unavailable").remove();
form.hidden = false;
import("../validator/browser.js").then(start, () => say("The validator can’t be loaded.", "is-unknown"));

function start(validator) {
    const { releases, events } = validator.vocabulary();
    const newestFirst = releases.toReversed();
    fill("release", newestFirst);
    fill("target", newestFirst);
    fill("example", [...new Set(events.map(({ name }) => name))].toSorted());
    const { example, of, release, target, load, share } = form.elements;

    const judge = () => {
        const verdict = validator.validate(area.value, { release: release.value });
        say(...summaryOf(verdict));
        mark(marks, area, verdict.errors ?? []);
        output.replaceChildren(...verdictList(verdict, area));
    };
    const show = (text) => {
        area.value = text;
        area.scrollTo(0, 0);
        judge();
    };
    const offerReleases = () => {
        const having = events.filter(({ name }) => name === example.value);
        fill("of", having.map(({ release }) => release).toReversed());
    };
    const upgrade = (text, answers) => {
        const { event, notes, error, questions } = validator.upgrade(text, { release: target.value, answers });
        if (event === undefined) {
            const lacks = `Release \`${target.value}\` requires what the event lacks. Answer, and upgrade again.`;
            say(questions.length ? lacks : error, "is-invalid");
            output.replaceChildren(...questionList(questions));
            return;
        }
        release.value = "";
        show(indented(event));
        const undo = noteList(notes, target.value, () => show(text));
        output.prepend(...undo);
    };
    // Shows what the address asks for. Returns whether it asks for anything.
    const follow = async () => {
        const wanted = new URLSearchParams(location.hash.slice(1));
        if (wanted.has("event")) {
            const text = await fromLink(wanted.get("event")).catch(() => undefined);
            if (text === undefined) {
                say("The link is broken: it holds no event.", "is-unknown");
                return true;
            }
            release.value = wanted.get("release") ?? "";
            show(text);
            return true;
        }
        const type = wanted.get("type");
        const of = wanted.get("release") ?? "";
        const text = type === null || (of && !releases.includes(of)) ? undefined : validator.example(type, { release: of });
        if (type !== null && text === undefined) {
            say(`No release has an example of \`${type}\`${of && ` in release \`${of}\``}.`, "is-unknown");
            return true;
        }
        if (text !== undefined) {
            choose(validator.validate(text));
            show(text);
        }
        return text !== undefined;
    };
    // Selects the event that a verdict is about.
    const choose = ({ type, release }) => {
        const known = events.find((event) => event.release === release && type.startsWith(event.type));
        example.value = known?.name ?? "";
        offerReleases();
        of.value = release;
    };

    let timer;
    area.addEventListener("input", () => {
        clearTimeout(timer);
        mark(marks, area, []);
        timer = setTimeout(judge, PAUSE);
    });
    release.addEventListener("change", judge);
    example.addEventListener("change", offerReleases);
    load.addEventListener("click", () => show(validator.example(example.value, { release: of.value })));
    for (const button of form.querySelectorAll("button[data-sample]")) {
        const sample = document.querySelector(`#sample-${button.dataset.sample}`);
        button.addEventListener("click", () => show(sample.textContent.trim()));
    }
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        upgrade(area.value, answersIn(output));
    });
    share.addEventListener("click", async () => {
        const judgedBy = release.value && `&release=${release.value}`;
        history.replaceState(null, "", `#event=${await toLink(area.value)}${judgedBy}`);
        const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
        say(copied ? "The link is copied. It holds the event." : "The address of this page is now a link with the event.");
    });
    addEventListener("hashchange", follow);
    follow().then((found) => {
        if (!found) {
            choose(validator.validate(validator.example(FIRST)));
            show(validator.example(FIRST));
        }
    });
}

function fill(name, values) {
    const select = form.elements[name];
    for (const option of [...select.options].filter((option) => option.value)) {
        option.remove();
    }
    select.append(...values.map((value) => new Option(value, value)));
}

// Says something, to screen readers, too. The same words aren't repeated.
function say(words, className = "") {
    summary.className = className;
    if (summary.textContent !== words.replaceAll("`", "")) {
        summary.replaceChildren(...element("p", "", words).childNodes);
    }
}
