// Links that hold an event: `z` and its compressed bytes in base64url, or `t` and its plain bytes if the
// browser can't compress.

export async function toLink(text) {
    const plain = new TextEncoder().encode(text);
    if (typeof CompressionStream === "undefined") {
        return `t${base64Of(plain)}`;
    }
    return `z${base64Of(await through(new CompressionStream("deflate-raw"), plain))}`;
}

export async function fromLink(link) {
    const binary = atob(link.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const plain = link.startsWith("z") ? await through(new DecompressionStream("deflate-raw"), bytes) : bytes;
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}

function base64Of(bytes) {
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function through(transform, bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(transform);
    return new Uint8Array(await new Response(stream).arrayBuffer());
}
