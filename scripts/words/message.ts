/** A text that is to be translated, and where it stands. */
export interface Message {
  /** What tells it from the same text elsewhere; '' for most. */
  readonly context: string;
  readonly text: string;
  /** The text for several, where it has a count. */
  readonly plural: string | null;
  /** What the author tells translators. */
  readonly comments: readonly string[];
  readonly files: readonly string[];
}

/** Something that a person must put right, in one sentence. */
export type Problem = string;

/** Texts found, and what stands in the way of finding the others. */
export interface Found {
  readonly messages: readonly Message[];
  readonly problems: readonly Problem[];
}

/** The same text in several places becomes one message, at its first place. */
export function mergeMessages(found: readonly Found[]): Found {
  const byKey = new Map<string, Message>();
  const problems = found.flatMap((one) => one.problems);
  for (const message of found.flatMap((one) => one.messages)) {
    const key = `${message.context}\u0004${message.text}`;
    const other = byKey.get(key);
    if (other !== undefined && other.plural !== null && message.plural !== null && other.plural !== message.plural) {
      problems.push(`${message.files.join(' ')}: "${message.text}" has another plural here than in ${other.files.join(' ')}`);
    }
    byKey.set(key, other === undefined ? message : together(other, message));
  }
  return { messages: [...byKey.values()], problems };
}

function together(one: Message, other: Message): Message {
  return {
    ...one,
    plural: one.plural ?? other.plural,
    comments: [...new Set([...one.comments, ...other.comments])],
    files: [...new Set([...one.files, ...other.files])],
  };
}
