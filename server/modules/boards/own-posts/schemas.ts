import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { OwnHiding } from '../hidden/schemas.ts';
import { BoardPost } from '../reading/schemas.ts';
import { Secret } from '../secret/schemas.ts';

export const OwnPostsBody = z.strictObject({
  secret: Secret,
  cursor: z.string().max(200).optional().describe('`nextCursor` of the previous page'),
  limit: z.int().min(1).max(100).default(50),
});
export type OwnPostsBody = z.infer<typeof OwnPostsBody>;

export const OwnBoardPost = BoardPost.extend({
  threadId: z.uuid(),
  threadTitle: z.string().nullable(),
  boardId: z.uuid(),
  waiting: z.boolean().describe('It appears with its batch'),
  hiding: OwnHiding.nullable().describe('Why moderators hid it last, and what became of an appeal'),
}).meta({ id: 'OwnBoardPost' });
export type OwnBoardPost = z.infer<typeof OwnBoardPost>;
export const OwnBoardPostPage = pageOf(OwnBoardPost);
