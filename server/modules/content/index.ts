import './attachments/visibility.ts';
import './events.ts';
import './tables.ts';
import { HELD_MS, hidePost, keepHiddenPost, releaseHiddenPost, unhidePost } from './hiding/service.ts';
import { linkIn, loadPage, previewJobSpec } from './link-previews/pages.ts';
import { type MutedMatcher, mutedMatcher, mutedTagMatcher, mutedTextMatcher } from './muted-words/matcher.ts';
import { hasMutedWords } from './muted-words/queries.ts';
import { presentPosts, presentRows } from './reading/present.ts';
import { type PageRow, postPageSql, TIES, visiblePostSql } from './reading/queries.ts';
import { filterVisiblePostIds, getPostAsAuthor } from './reading/service.ts';
import { saveReplyRanking } from './replies/queries.ts';
import { parseHashtag } from './tags/parse.ts';

export { LinkPreview } from './link-previews/schemas.ts';
export { Poll } from './polls/schemas.ts';
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

export const content = {
  presentPosts,
  saveReplyRanking,
  asItsAuthor: getPostAsAuthor,
  meantFor: filterVisiblePostIds,
  hide: hidePost,
  unhide: unhidePost,
  keepHidden: keepHiddenPost,
  releaseHidden: releaseHiddenPost,
  heldMs: HELD_MS,
};
