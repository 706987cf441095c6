import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { type MutedMatcher, mutedMatcher, mutedTagMatcher } from './muted-words/matcher.ts';
import { mutesWords } from './muted-words/queries.ts';
import { presentPosts, presentRows } from './reading/present.ts';
import { type PageRow, pageOfPosts, postRead, TIES } from './reading/queries.ts';
import { asItsAuthor, meantFor } from './reading/service.ts';
import { remove } from './service.ts';
import { readTag } from './tags/reading.ts';

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
  type MutedMatcher,
  mutedMatcher,
  mutedTagMatcher,
  mutesWords,
  type PageRow,
  pageOfPosts,
  postRead,
  presentPosts,
  presentRows,
  readTag,
  TIES,
};

/** Posts: written, edited, read, deleted, listed by author and as threads. */
export const content = {
  name: 'content',
  routes: [
    () => import('./routes.ts'),
    () => import('./editing/routes.ts'),
    () => import('./polls/routes.ts'),
    () => import('./pins/routes.ts'),
    () => import('./drafts/routes.ts'),
    () => import('./scheduling/routes.ts'),
    () => import('./holding/routes.ts'),
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
  asItsAuthor,
  meantFor,
  remove,
} satisfies ServiceModule & Record<string, unknown>;
