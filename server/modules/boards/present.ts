import { drawName } from '@chitlaq/text/pseudonyms';
import type { BoardAppeal } from './hidden/schemas.ts';
import type { BoardRow, PostRow, ThreadRow } from './reading/queries.ts';
import type { Board, BoardPost, BoardThread } from './reading/schemas.ts';
import type { Pseudonym } from './schemas.ts';

export const presentBoard = (row: BoardRow): Board => ({
  id: row.id,
  title: { tr: row.titleTr, en: row.titleEn },
  description: { tr: row.descriptionTr, en: row.descriptionEn },
  universityId: row.universityId,
  isArchived: row.archivedAt !== null,
  threadCount: row.threadCount,
  activeAt: row.activeAt?.toISOString() ?? null,
});

export const presentName = (row: { colour: number; animal: number; number: number }): Pseudonym => ({
  colour: row.colour,
  animal: row.animal,
  number: row.number === 1 ? null : row.number,
});

/** The name that a tag draws, before it is known whether others of the thread have it. */
export const expectedName = (tag: string): Pseudonym => ({ ...drawName(tag), number: null });

export const presentThread = (row: ThreadRow): BoardThread => ({
  id: row.id,
  boardId: row.boardId,
  title: row.title,
  name: presentName(row),
  postCount: row.postCount,
  publishedAt: row.publishedAt.toISOString(),
  activeAt: row.activeAt.toISOString(),
});

export const presentPost = (row: PostRow): BoardPost => ({
  id: row.id,
  text: row.text,
  tag: row.tag,
  name: presentName(row),
  isStarter: row.isStarter,
  publishedAt: row.publishedAt.toISOString(),
  replyToId: row.replyToId,
  state: row.state,
});

/** What an author says against a hiding; null if nothing. */
export const presentAppeal = (row: {
  appealText: string | null;
  appealedAt: Date | null;
  outcome: BoardAppeal['outcome'];
  answer: string | null;
}): BoardAppeal | null =>
  row.appealText === null || row.appealedAt === null
    ? null
    : {
        text: row.appealText,
        appealedAt: row.appealedAt.toISOString(),
        outcome: row.outcome,
        answer: row.answer,
      };
