import type { ResourceDefinition, StateOf, ValuesOf } from "../../../lib/plugin/index.ts";
import {
  bool,
  checkTimeouts,
  configOf,
  defineIdentity,
  defineSchema,
  defineTimeouts,
  isKnown,
  list,
  map,
  number,
  string,
  UNKNOWN,
} from "../../../lib/plugin/index.ts";
import type { Settings } from "./provider.ts";
import type { Note } from "./shelf.ts";

export const schema = defineSchema({
  version: 2,
  description: "A note on the shelf.",
  attributes: {
    id: string({ computed: true, description: "Made when the note is first put on the shelf." }),
    title: string({ required: true, description: "Its name. Another title is another note." }),
    text: string({ optional: true, description: "What it says. Some texts make trouble on purpose." }),
    weight: number({ optional: true, description: "Its weight." }),
    urgent: bool({ optional: true, computed: true, description: "Whether it is urgent; false by default." }),
    words: list("string", { optional: true, description: "Words." }),
    tags: map("string", { optional: true, description: "Tags." }),
  },
  blocks: {
    timeouts: defineTimeouts(["create", "update"]),
  },
});

export const identity = defineIdentity({
  version: 1,
  attributes: {
    title: { type: "string", requiredForImport: true, description: "The note's name." },
    shelf: { type: "string", optionalForImport: true, description: "Where it stands, once somebody knows." },
  },
});

type State = StateOf<typeof schema>;

export const noteResource: ResourceDefinition<Settings, typeof schema, typeof identity> = {
  schema,

  identity: {
    schema: identity,
    of: ({ title, text }, prior) => ({
      title: text === "renames itself" ? "another" : title,
      shelf: prior === null ? null : prior.shelf,
    }),
    /** Version 0 called the title `name`. */
    upgrade: (_version, stored) => ({ title: (stored as { name: string }).name, shelf: null }),
  },

  validate(config, { diagnostics }) {
    const { text } = config;
    checkTimeouts(config, diagnostics);
    if (text === "rude") diagnostics.error("Rude note", "Say it nicely.", ["text"]);
  },

  async read(state, { settings, diagnostics }) {
    if (state.text === "unreadable") diagnostics.error("Cannot read the note", "It is illegible.");
    const note = settings.shelf.get(state.title);
    return note && { ...state, ...note };
  },

  plan(change, { diagnostics }) {
    if (change.kind === "destroy") {
      diagnostics.warning(`Note "${change.prior.title}" will be torn up`, "Nobody can read it then.");
      return { planned: null };
    }
    const { proposed, prior } = change;
    const sameTitle = prior !== null && prior.title === proposed.title;
    return {
      planned: { ...proposed, id: sameTitle ? prior.id : UNKNOWN, urgent: proposed.urgent ?? false },
      requiresReplace: [["title"]],
    };
  },

  async create({ planned }, { settings, diagnostics, signal }) {
    const { title, text, ...rest } = known(planned);
    if (text === "throws") throw new Error("the pen is empty");
    if (text === "refused") {
      diagnostics.error("No room for the note", "The shelf is full.");
      return null;
    }
    if (text === "silent") return null;
    if (text === "slow") await aborted(signal);
    const state = { ...rest, title, text, id: text === "forgets its id" ? unknownId() : `note-${title}` };
    settings.shelf.put(state.title, noteOf(state));
    return state;
  },

  async update({ prior, planned }, { settings, diagnostics }) {
    const state = { ...known(planned), id: prior.id };
    if (state.text === "refused") {
      diagnostics.error("No room for the note", "The shelf is full.");
      return null;
    }
    if (state.text === "half done") {
      diagnostics.error("Only half of the note fits", "The shelf is nearly full.");
      return { ...prior, text: "half" };
    }
    settings.shelf.put(state.title, noteOf(state));
    return state;
  },

  async delete({ title, text }, { settings, diagnostics }) {
    if (text === "sticky") diagnostics.error("Cannot tear it up", "It sticks.");
    else settings.shelf.remove(title);
  },

  async importState(source, { settings, diagnostics }) {
    const title = source.kind === "id" ? source.id : source.identity.title;
    const note = settings.shelf.get(title);
    if (note !== null) return stateOf(title, note);
    diagnostics.error("No such note", `There is no note "${title}" on the shelf.`);
    return null;
  },

  /** Version 1 called the title `name`; it had nothing else. */
  upgradeState(_version, state) {
    return fromName((state as { name: string }).name);
  },

  moveState({ typeName, state }) {
    return typeName === "note_scrap" ? fromName((state as { name: string }).name) : null;
  },

  /** A note that is not urgent need not say so. */
  generateConfig: (state) => ({ ...configOf(schema, state), urgent: state.urgent === true ? true : null }),
};

/** A note as it is found on the shelf. */
export function stateOf(title: string, note: Note): State {
  return { id: `note-${title}`, title, urgent: false, timeouts: null, ...note };
}

function known(planned: ValuesOf<typeof schema>): State {
  const urgent = isKnown(planned.urgent) ? planned.urgent : false;
  // All else is configuration, which is known at apply.
  return { ...(planned as State), urgent };
}

function noteOf({ text, weight, words, tags }: State): Note {
  return { text, weight, words, tags };
}

function fromName(name: string): State {
  const empty = { text: null, weight: null, urgent: null, words: null, tags: null, timeouts: null };
  return { ...empty, id: `note-${name}`, title: name };
}

/** An author's mistake that the types forbid. */
function unknownId(): string {
  return UNKNOWN as unknown as string;
}

/** Waits for the signal and throws its reason. The framework's callers interrupt it; nothing else ends it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
