import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Post } from '../content/index.ts';

export const HomeQuery = PageQuery.extend({
  rank: z.enum(['latest']).default('latest').describe('Order of the feed: newest first'),
});
export type HomeQuery = z.infer<typeof HomeQuery>;
export const HomePage = pageOf(Post);
export type HomePage = z.infer<typeof HomePage>;
