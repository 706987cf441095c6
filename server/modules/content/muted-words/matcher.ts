import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Post, ThreadEntry } from '../schemas.ts';
import { compile, type WordMatcher } from './compile.ts';
import { findMutedWords } from './queries.ts';

/** The viewer's muted word that a post, or the post that it quotes, contains; null if there is none. */
export type MutedMatcher = (post: Post) => string | null;

/**
 * The matcher of a viewer's muted words, for one request. The viewer's own posts are never muted.
 *
 * Cost: one query for a few rows; then linear in each post's text, whatever the number of words.
 * @param surface  `home`: words muted in home and everywhere; `contact`: what is addressed to the viewer;
 *   `elsewhere`: words muted everywhere
 * @returns null if the viewer mutes nothing, so that callers can skip the check
 */
export async function mutedMatcher(
  ctx: Context,
  viewer: Viewer,
  surface: Surface,
): Promise<MutedMatcher | null> {
  const match = await matcherOf(ctx, viewer, surface);
  return (
    match &&
    ((post) => {
      if (post.author.id === viewer.id) return null;
      const { quoteOf } = post;
      const isQuoteChecked = quoteOf !== null && !quoteOf.unavailable && quoteOf.author.id !== viewer.id;
      return match(post) ?? (isQuoteChecked ? match(quoteOf) : null);
    })
  );
}

/** The muted word that a text to the viewer contains, such as a message request; null if they mute none. */
export async function mutedTextMatcher(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
): Promise<((text: string) => string | null) | null> {
  const match = await matcherOf(ctx, viewer, 'contact');
  return match && ((content) => match({ content, contentWarning: null, entities: [] }));
}

type Surface = 'home' | 'contact' | 'elsewhere';

async function matcherOf(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  surface: Surface,
): Promise<WordMatcher | null> {
  const rows = await findMutedWords(ctx.db, viewer.id, ctx.clock());
  const muted = rows.filter(({ scope }) => scope === surface || scope === 'everywhere');
  return muted.length === 0 ? null : compile(muted);
}

/** Whether a suggested hashtag contains one of the viewer's muted words; null if the viewer mutes none. */
export async function mutedTagMatcher(
  ctx: Context,
  viewer: Viewer,
): Promise<((tag: string) => boolean) | null> {
  const match = await matcherOf(ctx, viewer, 'home');
  if (match === null) return null;
  return (tag) =>
    match({ content: tag, contentWarning: null, entities: [{ type: 'hashtag', tag }] }) !== null;
}

/**
 * Marks the posts of a thread that contain a muted word. They are collapsed and not removed: the replies
 * below would make no sense without them.
 */
export const markMuted = (muted: MutedMatcher | null, entries: readonly ThreadEntry[]): ThreadEntry[] =>
  entries.map((entry) => {
    const word = muted === null || 'unavailable' in entry ? null : muted(entry);
    return word === null ? entry : { ...entry, mutedWord: word };
  });
