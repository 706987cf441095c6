import './attachments/visibility.ts';
import './events.ts';
import './tables.ts';
import { forceContentWarning, unforceContentWarning } from './forced-warnings/service.ts';
import { findPostsSince } from './hiding/queries.ts';
import {
  eraseHiddenLater,
  HELD_MS,
  hidePost,
  holdPost,
  keepHiddenPost,
  releaseHiddenPost,
  unhidePost,
} from './hiding/service.ts';
import { eraseImported, hasPosts, importPost } from './importing/service.ts';
import { linkIn, loadPage, previewJobSpec } from './link-previews/pages.ts';
import { compile } from './muted-words/compile.ts';
import { type MutedMatcher, mutedMatcher, mutedTagMatcher, mutedTextMatcher } from './muted-words/matcher.ts';
import { hasMutedWords } from './muted-words/queries.ts';
import { mutedWordKey } from './muted-words/words.ts';
import { validateContentWarning } from './post-validation.ts';
import { presentPosts, presentRows } from './reading/present.ts';
import { type PageRow, postPageSql, TIES, visiblePostSql } from './reading/queries.ts';
import { filterVisiblePostIds, getPostAsAuthor } from './reading/service.ts';
import { saveReplyRanking } from './replies/queries.ts';
import {
  countPostsBetween,
  findEarlierPosts,
  findSamePictures,
  findWrittenPosts,
  findWrittenPostsBetween,
} from './rule-input/queries.ts';
import { parseHashtag } from './tags/parse.ts';

export type { ImportedPost, ImportOutcome } from './importing/service.ts';
export { LinkPreview } from './link-previews/schemas.ts';
export { Poll } from './polls/schemas.ts';
export type { WrittenPost } from './rule-input/queries.ts';
export {
  Entity,
  Post,
  PostAuthor,
  PostPage,
  QuotedPost,
  ReplyPolicy,
  UnavailablePost,
  Visibility,
} from './schemas.ts';
export {
  hasMutedWords,
  type MutedMatcher,
  mutedMatcher,
  mutedTagMatcher,
  mutedTextMatcher,
  type PageRow,
  parseHashtag,
  postPageSql,
  presentPosts,
  presentRows,
  TIES,
  visiblePostSql,
};

/** Previews of links, for texts of other modules. */
export const linkPreviews = { linkIn, loadPage, previewJobSpec };

/**
 * Whether a text contains one of these words or phrases, as readers of Turkish and English see it, also with suffixes.
 * Compiling is linear in the words, matching in the text.
 */
export function wordMatcher(words: readonly string[]): (text: string) => boolean {
  const match = compile(words.map((word) => ({ word, key: mutedWordKey(word), suffixes: true })));
  return (text) => match({ content: text, contentWarning: null, entities: [] }) !== null;
}

/** What automatic rules of moderation read. */
export const ruleInput = {
  posts: findWrittenPosts,
  postsBetween: findWrittenPostsBetween,
  countBetween: countPostsBetween,
  earlier: findEarlierPosts,
  samePictures: findSamePictures,
};

export const content = {
  presentPosts,
  saveReplyRanking,
  asItsAuthor: getPostAsAuthor,
  meantFor: filterVisiblePostIds,
  importPost,
  eraseImported,
  hasPosts,
  since: findPostsSince,
  hide: hidePost,
  hold: holdPost,
  eraseLater: eraseHiddenLater,
  unhide: unhidePost,
  keepHidden: keepHiddenPost,
  releaseHidden: releaseHiddenPost,
  heldMs: HELD_MS,
  readWarning: validateContentWarning,
  forceWarning: forceContentWarning,
  unforceWarning: unforceContentWarning,
};
