import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Author } from '../../profiles/index.ts';
import { HolderRole, InBothLanguages, PostState, Pseudonym } from '../schemas.ts';

export const Board = z
  .object({
    id: z.uuid(),
    title: InBothLanguages,
    description: InBothLanguages,
    universityId: z.uuid().nullable().describe('Null: for the whole campus'),
    isArchived: z.boolean().describe('Read on, written no more'),
    threadCount: z.int(),
    activeAt: z.iso.datetime().nullable().describe('When the newest post appeared'),
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof Board>;

export const BoardKey = z
  .object({
    holder: HolderRole,
    label: z.string(),
    member: Author.nullable().describe('Who holds the key'),
    keyId: z.string().describe('A short name of the key, to compare by eye'),
    since: z.iso.datetime(),
    nextKeyId: z.string().nullable().describe('Of the key that replaces it'),
    nextFrom: z.iso.datetime().nullable().describe('From when on the next key counts'),
  })
  .meta({ id: 'BoardKey' });
export type BoardKey = z.infer<typeof BoardKey>;

export const BoardList = z
  .object({
    items: z.array(Board),
    keys: z.array(BoardKey).describe('Those that count'),
    missingKeys: z
      .array(HolderRole)
      .describe(
        'Without a key that counts: what is written is sealed to the other two, who both have to agree',
      ),
    writing: z
      .object({
        allowed: z.boolean(),
        reason: z.enum(['newcomer', 'muted', 'secret_new']).nullable(),
        from: z.iso.datetime().nullable().describe('When the reason ends'),
      })
      .describe('Whether the viewer may write, as far as the server knows without their secret'),
    hasCommitment: z.boolean().describe('Whether the viewer has chosen a secret'),
    identityDays: z.int(),
    batchMinutes: z.int(),
  })
  .meta({ id: 'BoardList' });
export type BoardList = z.infer<typeof BoardList>;

export const BoardThread = z
  .object({
    id: z.uuid(),
    boardId: z.uuid(),
    title: z.string().nullable().describe('Null: its author has deleted it, or moderators have hidden it'),
    name: Pseudonym.describe('Of who began it'),
    postCount: z.int(),
    publishedAt: z.iso.datetime(),
    activeAt: z.iso.datetime(),
  })
  .meta({ id: 'BoardThread' });
export type BoardThread = z.infer<typeof BoardThread>;
export const BoardThreadPage = pageOf(BoardThread);

export const BoardThreadWithBoard = BoardThread.extend({ board: Board }).meta({ id: 'BoardThreadWithBoard' });
export type BoardThreadWithBoard = z.infer<typeof BoardThreadWithBoard>;

export const BoardPost = z
  .object({
    id: z.uuid(),
    text: z.string().describe('Empty unless it is visible'),
    tag: z.string().describe('Who wrote it: the same for all posts of the author in this thread'),
    name: Pseudonym,
    isStarter: z.boolean().describe('Whether its author began the thread'),
    publishedAt: z.iso.datetime(),
    replyToId: z.uuid().nullable(),
    state: PostState,
  })
  .meta({ id: 'BoardPost' });
export type BoardPost = z.infer<typeof BoardPost>;
export const BoardPostPage = pageOf(BoardPost);
