import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { presentPosts } from './present.ts';

export { presentPosts } from './present.ts';
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

/** Posts: written, read, deleted, listed by author and as threads. */
export const content = { name: 'content', presentPosts } satisfies ServiceModule & Record<string, unknown>;
