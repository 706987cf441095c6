import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { OwnHiding } from '../hidden/schemas.ts';
import { NAMED_THREADS } from '../limits.ts';
import { BoardPost } from '../reading/schemas.ts';
import { Secret } from '../secret/schemas.ts';

export const OwnPostsBody = z.strictObject({
  secret: Secret,
  threadIds: z
    .array(Uuid)
    .max(NAMED_THREADS)
    .describe('Where the secret has written, as the device remembers or `POST /boards/own-threads` finds'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the previous page'),
  limit: z.int().min(1).max(100).default(50),
});
export type OwnPostsBody = z.infer<typeof OwnPostsBody>;

export const OwnThreadsBody = z.strictObject({
  secret: Secret,
  cursor: z.string().max(200).optional().describe('`nextCursor` of the previous page'),
});
export type OwnThreadsBody = z.infer<typeof OwnThreadsBody>;
export const OwnThreadPage = pageOf(z.object({ threadId: z.uuid() }));

export const OwnBoardPost = BoardPost.extend({
  threadId: z.uuid(),
  threadTitle: z.string().nullable(),
  boardId: z.uuid(),
  waiting: z.boolean().describe('It appears with its batch'),
  hiding: OwnHiding.nullable().describe('Why moderators hid it last, and what became of an appeal'),
}).meta({ id: 'OwnBoardPost' });
export type OwnBoardPost = z.infer<typeof OwnBoardPost>;
export const OwnBoardPostPage = pageOf(OwnBoardPost);
