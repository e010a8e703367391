// Adds line breaks and indentation to JSON. `JSON.parse` would round long numbers.
export function indented(json) {
    let text = "";
    let depth = 0;
    const line = (change) => `\n${"  ".repeat((depth += change))}`;
    for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[^\s"{}[\],:]+|[{}[\],:]/g)) {
        if (token === "{" || token === "[") {
            text += token + line(1);
        } else if (token === "}" || token === "]") {
            text += line(-1) + token;
        } else if (token === ",") {
            text += token + line(0);
        } else {
            text += token === ":" ? ": " : token;
        }
    }
    return text;
}
