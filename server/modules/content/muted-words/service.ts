import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import { readLine } from '../../../platform/text.ts';
import { parseHashtag } from '../tags/parse.ts';
import {
  expiryPast,
  mutedWordEmpty,
  mutedWordNotFound,
  mutedWordTooLong,
  tooManyMutedWords,
} from './problems.ts';
import {
  deleteExpired,
  deleteMutedWord,
  findMutedWords,
  lockMutedWords,
  type MutedWordRow,
  upsertMutedWord,
} from './queries.ts';
import type { MutedWord, MutedWordChange, MutedWordPage, NewMutedWord } from './schemas.ts';
import { mutedWordKey } from './words.ts';

const MAX_WORDS = 200;
const LENGTH_LIMIT = { graphemes: 60, codePoints: 240 };

const toMutedWord = ({ key: _key, expiresAt, createdAt, ...row }: MutedWordRow): MutedWord => ({
  ...row,
  expiresAt: expiresAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** The viewer's muted words, newest first: two hundred at most. */
export async function listMutedWords(ctx: Context, viewer: Viewer): Promise<MutedWordPage> {
  const rows = await findMutedWords(ctx.db, viewer.id, ctx.clock());
  return { items: rows.map(toMutedWord), nextCursor: null };
}

/**
 * Mutes a word, or updates it if it is muted already.
 * @param idempotencyKey  the request's Idempotency-Key
 * @throws Problem 422 `muted_word_empty`, `muted_word_too_long`, `not_a_hashtag`, `expiry_in_past`,
 *   `too_many_muted_words`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function muteWord(
  ctx: Context,
  viewer: Viewer,
  input: NewMutedWord,
  idempotencyKey: string | undefined,
): Promise<MutedWord> {
  const { word, key } = parseMutedWord(input.word);
  return runIdempotent(ctx, viewer.id, idempotencyKey, ['POST /muted-words', input], async (tx) => {
    const expiresAt = parseExpiry(tx, input.expiresAt) ?? null;
    const now = tx.clock();
    await lockMutedWords(tx.db, viewer.id);
    await deleteExpired(tx.db, viewer.id, now);
    const rows = await findMutedWords(tx.db, viewer.id, now);
    const existing = rows.find((row) => row.key === key);
    if (existing === undefined && rows.length >= MAX_WORDS) throw tooManyMutedWords(MAX_WORDS);
    const row: MutedWordRow = {
      id: existing?.id ?? newId(),
      word,
      key,
      scope: input.scope ?? 'everywhere',
      suffixes: input.suffixes ?? true,
      expiresAt,
      createdAt: existing?.createdAt ?? now,
    };
    await upsertMutedWord(tx.db, viewer.id, row);
    return toMutedWord(row);
  });
}

/** @throws Problem 404 `muted_word_not_found`, 422 `expiry_in_past` */
export function updateMutedWord(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: MutedWordChange,
): Promise<MutedWord> {
  const expiresAt = parseExpiry(ctx, change.expiresAt);
  return ctx.transaction(async (tx) => {
    await lockMutedWords(tx.db, viewer.id);
    const existing = (await findMutedWords(tx.db, viewer.id, tx.clock())).find((row) => row.id === id);
    if (existing === undefined) throw mutedWordNotFound();
    const row: MutedWordRow = {
      ...existing,
      scope: change.scope ?? existing.scope,
      suffixes: change.suffixes ?? existing.suffixes,
      expiresAt: expiresAt === undefined ? existing.expiresAt : expiresAt,
    };
    await upsertMutedWord(tx.db, viewer.id, row);
    return toMutedWord(row);
  });
}

/** Deletes a muted word. Idempotent. */
export const unmuteWord = (ctx: Context, viewer: Viewer, id: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    // Otherwise a concurrent change that has already read the word would write it again.
    await lockMutedWords(tx.db, viewer.id);
    await deleteMutedWord(tx.db, viewer.id, id);
  });

function parseMutedWord(input: string): { word: string; key: string } {
  const word = readLine(input, { path: 'word', ...LENGTH_LIMIT, tooLong: mutedWordTooLong });
  if (!word.startsWith('#')) {
    const key = mutedWordKey(word);
    // A text that folds to nothing, such as a lone accent, would match every text.
    if (key === '') throw mutedWordEmpty();
    return { word, key };
  }
  const { tag, key } = parseHashtag(word);
  return { word: `#${tag}`, key: `#${key}` };
}

function parseExpiry(ctx: Context, token: string | null | undefined): Date | null | undefined {
  if (token === undefined || token === null) return token;
  const time = new Date(token);
  if (time <= ctx.clock()) throw expiryPast();
  return time;
}
