// Ranks the pages for mdBook's search, which shows what this finds. Runs before the index is loaded.
//
// A section counts for its words: those of its title, of its page's title, of the list of words by which
// people look for the page, and of its text. Rare words count more. A word with a typo counts if nothing
// has it as typed.
elasticlunr.Index.load = ({ documents, words }) => {
    const TITLE = 6;
    const WORDS = 8;
    const PATH = 3;
    const TEXT = 0.4;
    /** How much of a word's weight the start of a word has, and a similar word. */
    const START = 0.5;
    const SIMILAR = 0.7;
    /** What a query gains that equals the title of a page, or one of the words to find it by. */
    const EQUAL = 60;

    /** The stems of words, by the words. */
    const stems = new Map();
    const stem = (word) => {
        if (!stems.has(word)) {
            stems.set(word, elasticlunr.stemmer(word));
        }
        return stems.get(word);
    };
    const wordsOf = (text) =>
        text
            .replace(/([a-z])([A-Z])/g, "$1 $2")
            .toLowerCase()
            .match(/[a-z]+|\d+(?:\.\d+)*/g) ?? [];
    const stemsOf = (text) => wordsOf(text).map(stem);

    // Pages on the specification's past and on the linter are for those who look for them.
    const importance = ({ url, isTop }) => {
        const isPast = /^(releases|migration)\/|^(lint|corrections|404)\.html/.test(url);
        return (isPast ? 0.3 : 1) * (isTop ? 1 : 0.5);
    };

    /** The weight of each word in each document. */
    const index = new Map();
    const phrases = new Map();
    const pages = new Set();
    documents.forEach((document, number) => {
        const page = document.url.split(".html")[0];
        document.isTop = !pages.has(page);
        document.page = page;
        pages.add(page);
        const listed = document.isTop ? (words[page] ?? []) : [];
        const weights = new Map();
        const add = (text, weight, most) => {
            for (const word of stemsOf(text)) {
                const before = weights.get(word) ?? 0;
                weights.set(word, before + Math.max(0, Math.min(weight, most - before)));
            }
        };
        add(document.body, TEXT, 3 * TEXT);
        add(document.breadcrumbs, PATH, PATH + 3 * TEXT);
        add(document.title, TITLE, TITLE + PATH);
        listed.forEach((phrase) => add(phrase, WORDS, WORDS + TITLE));
        for (const [word, weight] of weights) {
            if (!index.has(word)) {
                index.set(word, new Map());
            }
            index.get(word).set(number, weight);
        }
        if (document.isTop) {
            const names = [document.title, ...listed].map((phrase) => stemsOf(phrase).join(" "));
            phrases.set(number, names);
        }
    });

    // Returns the words of the index that a word may mean, and how much each counts.
    function meanings(word) {
        const own = stem(word);
        const found = new Map();
        for (const other of index.keys()) {
            if (other === own) {
                found.set(other, 1);
            } else if (word.length > 1 && (other.startsWith(word) || other.startsWith(own))) {
                found.set(other, START);
            }
        }
        const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
        if (found.size === 0 && most > 0) {
            for (const [other, itsStem] of stems) {
                const distance = index.has(itsStem) ? typos(word, other, most) : Infinity;
                if (distance <= most) {
                    found.set(itsStem, Math.max(found.get(itsStem) ?? 0, SIMILAR / distance));
                }
            }
        }
        return found;
    }

    // Returns how many letters were added, omitted, replaced or swapped, if they are few.
    function typos(one, other, most) {
        if (Math.abs(one.length - other.length) > most) {
            return Infinity;
        }
        let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
        for (let row = 1; row <= one.length; row += 1) {
            const next = [row];
            for (let column = 1; column <= other.length; column += 1) {
                const isSame = one[row - 1] === other[column - 1];
                next[column] = Math.min(
                    last[column] + 1,
                    next[column - 1] + 1,
                    last[column - 1] + (isSame ? 0 : 1),
                );
                if (one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
                    next[column] = Math.min(next[column], before[column - 2] + 1);
                }
            }
            [before, last] = [last, next];
        }
        return last[other.length];
    }

    // Returns 1 if a phrase is among others, less if it is the start of one, and 0 otherwise.
    function likeness(others, phrase) {
        const shares = [...others].map((other) => (other === phrase ? 1 : other.startsWith(phrase) ? START : 0));
        return Math.max(0, ...shares);
    }

    function search(query) {
        const asked = [...new Set(wordsOf(query))];
        const scores = new Map();
        const hits = new Map();
        for (const word of asked) {
            const best = new Map();
            for (const [meaning, share] of meanings(word)) {
                const places = index.get(meaning);
                const rarity = Math.log(1 + documents.length / places.size);
                for (const [number, weight] of places) {
                    const score = share * weight * rarity;
                    best.set(number, Math.max(best.get(number) ?? 0, score));
                }
            }
            for (const [number, score] of best) {
                scores.set(number, (scores.get(number) ?? 0) + score);
                hits.set(number, (hits.get(number) ?? 0) + 1);
            }
            for (const page of new Set([...best.keys()].map((number) => documents[number].page))) {
                hits.set(page, (hits.get(page) ?? 0) + 1);
            }
        }
        const whole = stemsOf(query).join(" ");
        const results = [...scores].map(([number, score]) => {
            const document = documents[number];
            // How many of the words the section has, and the whole page.
            const share = (hits.get(number) + hits.get(document.page)) / 2 / asked.length;
            const equal = EQUAL * likeness(phrases.get(number) ?? [], whole);
            const total = (score * share * share + equal) * importance(document);
            return { ref: String(number), doc: document, score: total };
        });
        // The order of equals is that of the pages.
        return results.sort((one, other) => other.score - one.score || one.ref - other.ref);
    }

    return { search };
};
