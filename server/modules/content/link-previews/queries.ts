import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { audienceOf, postVisibleTo } from '../../social/index.ts';
import type { Entity } from '../schemas.ts';
import type { LinkPreview } from './schemas.ts';

/** What a post's preview depends on. */
export interface LinkedPost {
  authorId: string;
  entities: Entity[];
  /** Whether nothing else takes the place of a preview: files, a poll or a quoted post. */
  hasRoom: boolean;
  preview: LinkPreview | null;
  /** Whether its author is active and has previews switched on. */
  isEnabled: boolean;
}

/**
 * A post that is not deleted, for its preview. Not authorized for a viewer: the preview is shown only to those who may read the
 * post. In a transaction, lock the post first (`lockPosts`). Index: posts_pkey.
 */
export async function findLinkedPost(db: Db, postId: string): Promise<LinkedPost | undefined> {
  const { rows } = await sql<LinkedPost>`
    select post.author_id as "authorId", post.entities, post.link_preview as preview,
      not post.has_media and not post.has_poll and post.quote_of_id is null as "hasRoom",
      author.status = 'active' and coalesce((
        select link_previews from content.writing_preferences where user_id = post.author_id), true) as "isEnabled"
    from content.posts post join auth.member_view author on author.id = post.author_id
    where post.id = ${postId} and post.deleted_at is null`.execute(db);
  return rows[0];
}

/** Sets or clears the preview of a post. The caller has locked it. */
export async function savePostPreview(db: Db, postId: string, preview: LinkPreview | null): Promise<void> {
  await db
    .updateTable('content.posts')
    .set({ link_preview: preview === null ? null : JSON.stringify(preview) })
    .where('id', '=', postId)
    .execute();
}

/** Those of the posts that have a preview and that the viewer may see. Index: posts_pkey. */
export async function findPreviewedPosts(db: Db, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('content.posts as post')
    .select('post.id')
    .where(({ ref }) => sql<boolean>`${ref('post.id')} = any(${ids}::uuid[])`)
    .where('post.link_preview', 'is not', null)
    .where('post.deleted_at', 'is', null)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .execute();
  return rows.map(({ id }) => id);
}
