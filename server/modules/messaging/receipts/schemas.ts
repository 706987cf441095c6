import { z } from 'zod';
import { Seq } from '../schemas.ts';

export const ReadBody = z.strictObject({ seq: z.int().min(0) });

export const Receipt = z
  .object({ conversationId: z.uuid(), userId: z.uuid(), deliveredSeq: Seq, readSeq: Seq })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;
