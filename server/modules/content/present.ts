import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { Post } from './schemas.ts';

/**
 * Posts as a reader sees them, in the order of `ids`. What is deleted or not for this reader is left out, and in a
 * quote stands as unavailable.
 */
export async function presentPosts(_ctx: Context, _viewer: Viewer, _ids: readonly string[]): Promise<Post[]> {
  return [];
}
