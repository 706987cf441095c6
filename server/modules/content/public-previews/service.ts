import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { postNotFound } from '../problems.ts';
import { firstWords } from './first-words.ts';
import { findPublicPreview } from './queries.ts';
import type { PublicPreview } from './schemas.ts';

/**
 * What people without an account see of a post: the author's name and the first words. One query by key.
 * @throws Problem 404 `post_not_found`, for hidden and unknown posts alike; 403 `feature_off`
 */
export async function getPublicPreview(ctx: Context, postId: string): Promise<PublicPreview> {
  await auth.requireFeature(ctx, 'public_previews');
  const row = await findPublicPreview(ctx.db, postId);
  if (!row) throw postNotFound();
  const { authorName, content, entities, contentWarning, language } = row;
  return { authorName, firstWords: contentWarning === null ? firstWords(content, entities) : null, language };
}
