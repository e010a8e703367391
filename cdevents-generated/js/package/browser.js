// Loads the module over HTTP, in browsers and with bundlers.

import initialize from "./module.js";

await initialize({ module_or_path: new URL("module_bg.wasm", import.meta.url) });

export * from "./functions.js";
