/** JSON text, or a value that is validated as the JSON that it is sent as. */
export type Event = string | object;

/** The verdict on a text. */
export interface Verdict {
    /** Whether the text is a valid event. */
    valid: boolean;
    /** Present if this is an event of a release newer than this package, and so neither valid nor wrong. */
    newer?: true;
    /** The event type, if the text names one. */
    type?: string;
    /** The subject's ID, if there is one. */
    subjectId?: string;
    /** The release that judged; absent if no known release has the event type. */
    release?: string;
    /** Which release judged and why, if the event is invalid and doesn't name that release. */
    note?: string;
    /** Absent if the event is valid. */
    kind?: "Syntax" | "NotAnEvent" | "UnknownEventType" | "Invalid";
    /** Every violation, in document order, or the place where parsing stopped. Absent if the event is valid. */
    errors?: Violation[];
    /** What the specification recommends beyond its schemas. Empty if the event is invalid. */
    advice: Advice[];
}

/** A violation of the schema, or another reason why a text isn't a valid event. */
export interface Violation {
    /** The JSON Pointer of the invalid value. A missing or unknown property is reported at its object. */
    instanceLocation: string;
    /** What was expected and what was found. */
    error: string;
    /** The violated keyword; absent if this isn't about a schema. */
    keyword?: string;
    /** The JSON Pointer of the keyword from the root of the event's schema. */
    keywordLocation?: string;
    /** The URI of the keyword in its schema. */
    absoluteKeywordLocation?: string;
    /** The line of the invalid value, from 1. */
    line?: number;
    /** The character in that line, from 1. */
    column?: number;
    /** Start and end of the invalid value as bytes of UTF-8. */
    bytes?: [number, number];
    /** Start and end of the invalid value, as `text.slice` counts. */
    utf16?: [number, number];
}

/** A place where a valid event doesn't follow the specification's text. */
export interface Advice {
    code: string;
    severity: "recommendation" | "warning";
    /** The title of the specification's section. */
    section: string;
    url: string;
    /** The JSON Pointer of the value. */
    instanceLocation: string;
    message: string;
}

/** A converted event. */
export interface Upgraded {
    /** The event, as JSON text: numbers keep their digits. */
    event: string;
    /** What was moved, changed, dropped or filled in. */
    notes: Note[];
    error?: undefined;
}

/** Why an event can't be converted. */
export interface NotUpgraded {
    error: string;
    /** What the release requires and the event lacks. */
    questions: Question[];
    event?: undefined;
}

/** A change that a conversion made. */
export interface Note {
    kind: "moved" | "changed" | "dropped" | "replaced" | "filled" | "restored" | "removed";
    message: string;
    /** Whether the old value is lost. */
    loss: boolean;
    /** The JSON Pointer in the event as it was. */
    from?: string;
    /** The JSON Pointer in the converted event. */
    to?: string;
    old?: unknown;
    new?: unknown;
}

/** What a release requires and an event lacks. */
export interface Question {
    /** The JSON Pointer of the property in the converted event. */
    pointer: string;
    /** What the schema expects. */
    expected: string;
    message: string;
    /** The event's value, which the release doesn't allow. */
    found?: unknown;
}

/** The known releases and events. */
export interface Vocabulary {
    /** Oldest first. */
    releases: string[];
    /** Each event of each release. */
    events: { release: string; name: string; type: string; schema: string }[];
}

/** Judges an event by a release, or else by the one that it names. Throws if there is no such release. */
export function validate(event: Event, options?: { release?: string }): Verdict;

/** Returns the violations; an empty array if the event is valid. */
export function violations(event: Event, options?: { release?: string }): Violation[];

/**
 * Converts an event to a release, or else to the newest. Answers are values by the JSON Pointer of a
 * question. With `keep`, what has no place in the release is kept in the custom data, and comes back
 * when the event is converted back.
 */
export function upgrade(
    event: Event,
    options?: { release?: string; answers?: Record<string, unknown>; keep?: boolean },
): Upgraded | NotUpgraded;

/** Returns the known releases and events. */
export function vocabulary(): Vocabulary;

/**
 * Returns an example of an event, as JSON text, by its name (`service.deployed`) or type, in a release
 * or else in the newest that has it.
 */
export function example(event: string, options?: { release?: string }): string | undefined;
