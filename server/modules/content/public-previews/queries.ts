import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { visibleToAll } from '../../social/index.ts';
import type { Entity } from '../schemas.ts';

export interface PublicPreviewRow {
  authorName: string;
  content: string;
  entities: Entity[];
  contentWarning: string | null;
  language: 'tr' | 'en' | null;
}

/**
 * A post as people without an account may see it. This is the one rule for them: every member may see the post
 * (`visibleToAll`), and its author allows public previews.
 * Index: posts_pkey, profiles_pkey, users_pkey.
 */
export async function findPublicPreview(db: Db, postId: string): Promise<PublicPreviewRow | undefined> {
  const { rows } = await sql<PublicPreviewRow>`
    select author.display_name as "authorName", post.content, post.entities, post.content_warning as "contentWarning", post.language
    from content.post_view post
    join profiles.public_preview_view allowed on allowed.user_id = post.author_id
    join profiles.member_view author on author.id = post.author_id
    where post.id = ${postId} and ${visibleToAll('post')}`.execute(db);
  return rows[0];
}
