// The functions of the package, which convert between JavaScript's values and the module's JSON.

import * as module from "./module.js";

// An object is validated as the JSON that it is sent as.
const textOf = (event) => (typeof event === "string" ? event : (JSON.stringify(event) ?? ""));

export function validate(event, { release = "" } = {}) {
    return JSON.parse(module.validate(textOf(event), release));
}

export function violations(event, options) {
    return validate(event, options).errors ?? [];
}

export function upgrade(event, { release = "", answers = {}, keep = false } = {}) {
    return JSON.parse(module.upgrade(textOf(event), release, JSON.stringify(answers), keep));
}

export function vocabulary() {
    return JSON.parse(module.vocabulary());
}

export function example(event, { release = "" } = {}) {
    return module.example(event, release);
}
