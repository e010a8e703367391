// Loads the module from the disk, in Node.

import { readFileSync } from "node:fs";

import { initSync } from "./module.js";

initSync({ module: readFileSync(new URL("module_bg.wasm", import.meta.url)) });

export * from "./functions.js";
