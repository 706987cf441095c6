import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Author } from '../../profiles/index.ts';
import { HolderRole, Pseudonym } from '../schemas.ts';

const MAX_REASON = 2_000;

export const OpeningState = z.enum(['open', 'opened', 'refused', 'expired']);

export const OpeningBody = z.strictObject({
  postId: Uuid,
  reason: requiredText(MAX_REASON, 'Say why the identity is needed.').describe('The holders read it'),
});
export type OpeningBody = z.infer<typeof OpeningBody>;

const ContextPost = z.object({
  id: z.uuid(),
  text: z.string().describe('Empty unless it is visible'),
  name: Pseudonym,
  publishedAt: z.iso.datetime(),
});

const common = {
  id: z.uuid(),
  reason: z.string(),
  state: OpeningState,
  requestedAt: z.iso.datetime(),
  endsAt: z.iso.datetime().describe('When it ends by itself'),
  requester: Author.nullable(),
  post: z.object({
    id: z.uuid(),
    threadId: z.uuid(),
    text: z.string().describe('As it was when the identity was asked for'),
    name: Pseudonym,
    threadTitle: z.string().nullable(),
    publishedAt: z.iso.datetime(),
    context: z.array(ContextPost).describe('Some posts before it, the oldest first'),
  }),
  identity: Author.nullable().describe(
    'The author, for 30 days: to the requester and the two holders. Null if their account is gone, too',
  ),
};

/** As a holder sees it. */
export const HeldOpening = z
  .object({
    ...common,
    context: z.string().describe('For `openShare` of the key'),
    share: z
      .object({ publicKey: z.string(), sealed: z.string() })
      .nullable()
      .describe('The share that is sealed to my key; null if it was erased'),
    given: z.boolean().describe('Whether I have given my share'),
    refused: z.boolean(),
    mayAnswer: z.boolean().describe('False for whoever asked, or has answered, or once it has ended'),
  })
  .meta({ id: 'HeldBoardOpening' });
export type HeldOpening = z.infer<typeof HeldOpening>;
export const HeldOpeningList = z.object({ items: z.array(HeldOpening) });

/** As staff see it. */
export const StaffOpening = z
  .object({
    ...common,
    answers: z.array(
      z.object({ role: HolderRole, kind: z.enum(['share', 'refusal']), reason: z.string().nullable() }),
    ),
  })
  .meta({ id: 'StaffBoardOpening' });
export type StaffOpening = z.infer<typeof StaffOpening>;
export const StaffOpeningList = z.object({ items: z.array(StaffOpening).describe('The newest 100') });

export const ShareBody = z.strictObject({
  share: z
    .string()
    .regex(/^[\w-]{1,100}$/, 'Use the opened share.')
    .describe('Base64url, as `openShare` gives it'),
});
export const RefusalBody = z.strictObject({ reason: requiredText(MAX_REASON, 'Say why you refuse.') });
export const Answered = z.object({ state: OpeningState });
