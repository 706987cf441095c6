import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { type MutedMatcher, mutedMatcher, mutedTagMatcher } from './muted-words/matcher.ts';
import { hasMutedWords } from './muted-words/queries.ts';
import { presentPosts, presentRows } from './reading/present.ts';
import { type PageRow, postPageSql, TIES, visiblePostSql } from './reading/queries.ts';
import { filterVisiblePostIds, readPostAsAuthor } from './reading/service.ts';
import { deletePost } from './service.ts';
import { parseHashtag } from './tags/parse.ts';

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
  type PageRow,
  parseHashtag,
  postPageSql,
  presentPosts,
  presentRows,
  TIES,
  visiblePostSql,
};

export const content = {
  name: 'content',
  routes: [
    () => import('./routes.ts'),
    () => import('./editing/routes.ts'),
    () => import('./polls/routes.ts'),
    () => import('./pins/routes.ts'),
    () => import('./drafts/routes.ts'),
    () => import('./scheduling/routes.ts'),
    () => import('./pending/routes.ts'),
    () => import('./tags/routes.ts'),
    () => import('./muted-words/routes.ts'),
    () => import('./reactions/routes.ts'),
  ],
  work: [
    () => import('./reactions/jobs.ts'),
    () => import('./replies/jobs.ts'),
    () => import('./scheduling/jobs.ts'),
  ],
  presentPosts,
  asItsAuthor: readPostAsAuthor,
  meantFor: filterVisiblePostIds,
  remove: deletePost,
} satisfies ServiceModule & Record<string, unknown>;
