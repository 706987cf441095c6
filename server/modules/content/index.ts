import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as drafts } from './drafts/routes.ts';
import { routes as editing } from './editing/routes.ts';
import { routes as holding } from './holding/routes.ts';
import { type MutedMatcher, mutedMatcher, mutedTagMatcher } from './muted-words/matcher.ts';
import { mutesWords } from './muted-words/queries.ts';
import { routes as mutedWords } from './muted-words/routes.ts';
import { routes as pins } from './pins/routes.ts';
import { routes as polls } from './polls/routes.ts';
import { reactionCrons, reactionJobs } from './reactions/jobs.ts';
import { routes as reactions } from './reactions/routes.ts';
import { presentPosts, presentRows } from './reading/present.ts';
import { type PageRow, pageOfPosts, postRead, TIES } from './reading/queries.ts';
import { asItsAuthor, meantFor } from './reading/service.ts';
import { replyCrons, replyJobs } from './replies/jobs.ts';
import { routes } from './routes.ts';
import { schedulingCrons, schedulingJobs } from './scheduling/jobs.ts';
import { routes as scheduling } from './scheduling/routes.ts';
import { remove } from './service.ts';
import { readTag } from './tags/reading.ts';
import { routes as tags } from './tags/routes.ts';

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
  routes: (app, ctx) => {
    const parts = [routes, editing, polls, pins, drafts, scheduling, holding, tags, mutedWords, reactions];
    for (const mount of parts) mount(app, ctx);
  },
  jobs: { ...reactionJobs, ...replyJobs, ...schedulingJobs },
  crons: [...reactionCrons, ...replyCrons, ...schedulingCrons],
  presentPosts,
  asItsAuthor,
  meantFor,
  remove,
} satisfies ServiceModule & Record<string, unknown>;
