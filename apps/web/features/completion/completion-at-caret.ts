import { entityText, parseEntities } from '@chitlaq/text';
import type { CompletionTarget } from './insert-completion.ts';

const UNFINISHED = /(?:@(?<name>[\p{L}\p{M}\p{N}_]{0,30})|#(?<tag>[\p{L}\p{M}\p{N}_]{0,50}))$/u;
/** Code units before the sigil that are read, to see whether it is part of an address. */
const CONTEXT = 300;

/** The unfinished mention or hashtag at the caret; undefined if there is none. */
export function completionAtCaret(text: string, caret: number): CompletionTarget | undefined {
  const found = UNFINISHED.exec(text.slice(Math.max(0, caret - CONTEXT), caret))?.groups;
  const typed = found?.name ?? found?.tag;
  if (typed === undefined) return undefined;
  const start = caret - typed.length - 1;
  const sigil = found?.name === undefined ? '#' : '@';
  return canStandAt(text, start, sigil) ? { sigil, start, caret, typed } : undefined;
}

/** Whether a mention or hashtag may begin here: not in a word, an email address or a link. */
function canStandAt(text: string, start: number, sigil: '@' | '#'): boolean {
  const sample = `${sigil}abcd`;
  const withSample = text.slice(Math.max(0, start - CONTEXT), start) + sample;
  const last = parseEntities(withSample).at(-1);
  return last !== undefined && last.type !== 'link' && entityText(withSample, last) === sample;
}
