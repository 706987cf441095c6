import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { once } from '../../../platform/idempotency.ts';
import { readLine } from '../../../platform/text.ts';
import { readTag } from '../tags/reading.ts';
import {
  expiryPast,
  mutedWordEmpty,
  mutedWordNotFound,
  mutedWordTooLong,
  tooManyMutedWords,
} from './problems.ts';
import {
  deleteMutedWord,
  dropExpired,
  lockMutedWords,
  type MutedWordRow,
  mutedWordsOf,
  putMutedWord,
} from './queries.ts';
import type { MutedWord, MutedWordChange, MutedWordPage, NewMutedWord } from './schemas.ts';
import { keyOf } from './words.ts';

const MAX_WORDS = 200;
const LIMIT = { graphemes: 60, codePoints: 240 };

const toMutedWord = ({ key: _key, expiresAt, createdAt, ...row }: MutedWordRow): MutedWord => ({
  ...row,
  expiresAt: expiresAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** All that a member mutes now, the newest first: two hundred at most. */
export async function mutedWords(ctx: Context, viewer: Viewer): Promise<MutedWordPage> {
  const rows = await mutedWordsOf(ctx.db, viewer.id, ctx.clock());
  return { items: rows.map(toMutedWord), nextCursor: null };
}

/**
 * Mutes a word; one that is muted already gets these properties.
 * @param idempotencyKey  the request's Idempotency-Key
 * @throws Problem 422 `muted_word_empty`, `muted_word_too_long`, `not_a_hashtag`, `expiry_past`, `too_many_muted_words`,
 *   `too_many_marks`; 400 `forbidden_character`
 */
export function muteWord(
  ctx: Context,
  viewer: Viewer,
  input: NewMutedWord,
  idempotencyKey: string | undefined,
): Promise<MutedWord> {
  const { word, key } = readWord(input.word);
  return once(ctx, viewer.id, idempotencyKey, ['POST /muted-words', input], async (tx) => {
    const expiresAt = readExpiry(tx, input.expiresAt) ?? null;
    const now = tx.clock();
    await lockMutedWords(tx.db, viewer.id);
    await dropExpired(tx.db, viewer.id, now);
    const rows = await mutedWordsOf(tx.db, viewer.id, now);
    const before = rows.find((row) => row.key === key);
    if (before === undefined && rows.length >= MAX_WORDS) throw tooManyMutedWords(MAX_WORDS);
    const row: MutedWordRow = {
      id: before?.id ?? newId(),
      word,
      key,
      scope: input.scope ?? 'everywhere',
      suffixes: input.suffixes ?? true,
      expiresAt,
      createdAt: before?.createdAt ?? now,
    };
    await putMutedWord(tx.db, viewer.id, row);
    return toMutedWord(row);
  });
}

/** @throws Problem 404 `muted_word_not_found`, 422 `expiry_past` */
export function changeMutedWord(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: MutedWordChange,
): Promise<MutedWord> {
  const expiresAt = readExpiry(ctx, change.expiresAt);
  return ctx.transaction(async (tx) => {
    await lockMutedWords(tx.db, viewer.id);
    const before = (await mutedWordsOf(tx.db, viewer.id, tx.clock())).find((row) => row.id === id);
    if (before === undefined) throw mutedWordNotFound();
    const row: MutedWordRow = {
      ...before,
      scope: change.scope ?? before.scope,
      suffixes: change.suffixes ?? before.suffixes,
      expiresAt: expiresAt === undefined ? before.expiresAt : expiresAt,
    };
    await putMutedWord(tx.db, viewer.id, row);
    return toMutedWord(row);
  });
}

/** Takes a muted word away; where there is none, nothing changes. */
export const unmuteWord = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    // Or a change that has read the word already would write it anew.
    await lockMutedWords(tx.db, viewer.id);
    await deleteMutedWord(tx.db, viewer.id, id);
  });

function readWord(typed: string): { word: string; key: string } {
  const word = readLine(typed, { path: 'word', ...LIMIT, tooLong: mutedWordTooLong });
  if (!word.startsWith('#')) {
    const key = keyOf(word);
    // What folds to nothing, such as a lone accent, would stand in every text.
    if (key === '') throw mutedWordEmpty();
    return { word, key };
  }
  const { tag, key } = readTag(word);
  return { word: `#${tag}`, key: `#${key}` };
}

function readExpiry(ctx: Context, said: string | null | undefined): Date | null | undefined {
  if (said === undefined || said === null) return said;
  const time = new Date(said);
  if (time <= ctx.clock()) throw expiryPast();
  return time;
}
