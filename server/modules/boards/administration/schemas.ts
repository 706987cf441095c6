import { z } from 'zod';
import { optionalText, requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Board } from '../reading/schemas.ts';

const TITLE_MAX = 80;
const DESCRIPTION_MAX = 500;
const title = requiredText(TITLE_MAX, 'Name the board in both languages.');
const description = optionalText(DESCRIPTION_MAX, `Use at most ${DESCRIPTION_MAX} characters.`);

export const NewBoard = z.strictObject({
  title: z.strictObject({ tr: title, en: title }),
  description: z.strictObject({ tr: description, en: description }),
  universityId: Uuid.nullable().describe('Null: for the whole campus'),
});
export type NewBoard = z.infer<typeof NewBoard>;

export const BoardChange = NewBoard.omit({ universityId: true })
  .extend({ isArchived: z.boolean() })
  .partial();
export type BoardChange = z.infer<typeof BoardChange>;

export const ManagedBoardList = z.object({ items: z.array(Board) });
