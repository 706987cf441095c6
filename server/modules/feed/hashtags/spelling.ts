import { hashtagKey } from '@chitlaq/text';
import type { Post } from '../../content/index.ts';

/** A hashtag as the post spells it, by its key. */
export const originalTag = (post: Post, key: string): string =>
  post.entities.flatMap((part) =>
    part.type === 'hashtag' && hashtagKey(part.tag) === key ? [part.tag] : [],
  )[0] ?? key;
