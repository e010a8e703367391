// The words on the page that stand out too little from their ground: WCAG 2.1, 1.4.3.
const LEAST = 4.5;

// Red, green and blue up to 255, of `rgb(…)`, and of `color(srgb …)`, which mixed colours are.
function channels(colour) {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [red * scale, green * scale, blue * scale, alpha];
}

function luminance([red, green, blue]) {
    const linear = [red, green, blue].map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function groundOf(element) {
    for (let at = element; at; at = at.parentElement) {
        const [red, green, blue, alpha] = channels(getComputedStyle(at).backgroundColor);
        if (alpha === 1) {
            return [red, green, blue];
        }
    }
    return [255, 255, 255];
}

function contrast(element) {
    const ink = luminance(channels(getComputedStyle(element).color));
    const ground = luminance(groundOf(element));
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
}

function hasWords(element) {
    return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
}

const elements = [...document.querySelectorAll("body *")].filter(
    (element) =>
        hasWords(element) && element.checkVisibility() && !element.closest("option, noscript, [aria-hidden]") && !element.disabled,
);
return elements
    .filter((element) => contrast(element) < LEAST)
    .map((element) => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}: ${contrast(element)}`);
