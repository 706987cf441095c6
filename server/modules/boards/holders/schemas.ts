import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';
import { Author } from '../../profiles/index.ts';
import { HolderRole } from '../schemas.ts';

export const NextKey = z
  .object({
    member: Author.nullable(),
    label: z.string(),
    keyId: z.string().nullable().describe('Null until the member has made their key'),
    from: z.iso.datetime().nullable().describe('When the key begins to count'),
  })
  .meta({ id: 'NextBoardKey' });

const PresentKey = z
  .object({
    member: Author.nullable(),
    label: z.string(),
    publicKey: z.string(),
    keyId: z.string(),
    since: z.iso.datetime(),
    counts: z
      .boolean()
      .describe('False while the account of its holder is suspended or deactivated, or is gone'),
  })
  .meta({ id: 'PresentBoardKey' });

/** What a member who holds a key, or is named to hold one, sees of it. */
export const OwnHolder = z
  .object({
    role: HolderRole,
    key: PresentKey.nullable().describe('The key of mine that counts'),
    pending: NextKey.nullable().describe('What I am named for, or the key that replaces mine'),
  })
  .meta({ id: 'OwnBoardHolder' });
export type OwnHolder = z.infer<typeof OwnHolder>;

export const KeyBody = z.strictObject({
  publicKey: z
    .string()
    .regex(/^[\w-]{87}$/, 'Use the public key of the key file.')
    .describe('Base64url of the uncompressed point on P-256'),
});

export const Holder = z
  .object({
    role: HolderRole,
    key: PresentKey.nullable(),
    pending: NextKey.nullable().describe('Who is named next'),
  })
  .meta({ id: 'BoardHolder' });
export type Holder = z.infer<typeof Holder>;
export const HolderList = z.object({ items: z.array(Holder) });

export const HolderBody = z.strictObject({
  username: z.string().min(1).max(40).describe('Of an active member'),
  label: requiredText(80, 'Say what the holder is.').describe('As members read it'),
});
export type HolderBody = z.infer<typeof HolderBody>;
