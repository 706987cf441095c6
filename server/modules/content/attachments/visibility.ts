import { sql } from 'kysely';
import { media } from '../../media/index.ts';
import { visibleToAll } from '../../social/index.ts';

// The files of a post are public if every member may see the post.
media.definePublic(
  'post',
  (postId) => sql<boolean>`exists (
    select from content.post_view post where post.id = ${postId} and ${visibleToAll('post')} offset 0)`,
);
