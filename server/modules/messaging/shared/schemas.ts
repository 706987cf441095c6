import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Message } from '../schemas.ts';

export const SHARED_KINDS = ['image', 'video', 'audio', 'file', 'link'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export const SharedQuery = PageQuery.extend({
  kind: z
    .enum(SHARED_KINDS)
    .describe('Messages of this type with files; `link`: messages whose text has a link'),
});
export type SharedQuery = z.infer<typeof SharedQuery>;

export const SharedPage = pageOf(Message);
export type SharedPage = z.infer<typeof SharedPage>;
