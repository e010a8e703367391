// Tests the built package, whose folder is in `CDEVENTS_JS`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = pathToFileURL(`${process.env.CDEVENTS_JS}/`);
const { node } = JSON.parse(readFileSync(new URL("package.json", folder))).exports["."];
const { example, upgrade, validate, violations, vocabulary } = await import(new URL(node, folder));

test("every example of every event is valid in its release", () => {
    const { releases, events } = vocabulary();
    assert.ok(events.length > releases.length);
    for (const { name, release } of events) {
        const text = example(name, { release });
        const { valid, release: judge } = validate(text);
        assert.deepEqual({ valid, judge }, { valid: true, judge: release }, `${name} of ${release}`);
        assert.equal(JSON.parse(text).context.type.includes(name === "custom" ? "cdeventsx" : name), true);
    }
});

test("violations have places that count as JavaScript does", () => {
    const event = JSON.parse(example("service.deployed"));
    event.context = { "chaîne 😀": 1, ...event.context, id: "" };
    const text = JSON.stringify(event, null, 2);
    const found = violations(text);
    const marked = found.map(({ keyword, utf16 }) => [keyword, text.slice(...utf16)]);
    assert.deepEqual(marked, [
        ["additionalProperties", '"chaîne 😀"'],
        ["minLength", '""'],
    ]);
    assert.deepEqual(violations(event).map(({ error }) => error), found.map(({ error }) => error));
});

test("a text that isn't JSON has a verdict", () => {
    for (const text of ["", "{", "\ud800", "\0", "[".repeat(100_000)]) {
        const { valid, kind } = validate(text);
        assert.deepEqual({ valid, kind }, { valid: false, kind: "Syntax" });
    }
    assert.equal(validate(undefined).valid, false);
});

test("a release can be required", () => {
    const { releases } = vocabulary();
    const event = example("service.deployed");
    assert.equal(validate(event, { release: releases.at(-1) }).valid, true);
    assert.equal(validate(event, { release: releases[0] }).valid, false);
    assert.throws(() => validate(event, { release: "9.9.9" }), /9\.9\.9/);
});

test("advice is part of the verdict", () => {
    const event = JSON.parse(example("service.deployed"));
    event.context.chainId = "a";
    const codes = validate(event).advice.map(({ code }) => code);
    assert.ok(codes.includes("chain-id-not-a-uuid"), codes);
});

test("events convert to the newest release and say what has changed", () => {
    const { releases } = vocabulary();
    const old = example("repository.created", { release: "0.4.1" });
    const { event, notes } = upgrade(old);
    assert.equal(validate(event).release, releases.at(-1));
    assert.equal(validate(event).valid, true);
    const moved = notes.find(({ kind }) => kind === "moved");
    assert.deepEqual([moved.from, moved.to], ["/subject/content/url", "/subject/content/uri"]);

    const back = upgrade(upgrade(old, { keep: true }).event, { release: "0.4.1", keep: true });
    assert.deepEqual(JSON.parse(back.event), JSON.parse(old));
});

test("what a release requires is asked for", () => {
    const draft = example("service.deployed", { release: "draft" });
    const { error, questions } = upgrade(draft);
    assert.match(error, /requires what the event lacks/);
    const answers = Object.fromEntries(
        questions.map(({ pointer, expected }) => [pointer, expected.includes("an object") ? { id: "a" } : "a"]),
    );
    assert.equal(upgrade(draft, { answers }).error, undefined);
    assert.match(upgrade("{}").error, /context/);
});

test("an unknown event has no example", () => {
    assert.equal(example("service.baked"), undefined);
});
