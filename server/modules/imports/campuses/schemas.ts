import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

/** An origin alone, as `URL` writes it. */
const isOrigin = (text: string): boolean => {
  try {
    const url = new URL(text);
    return ['https:', 'http:'].includes(url.protocol) && url.origin === text;
  } catch {
    return false;
  }
};
const KEY_BYTES = 32;
const isKey = (text: string): boolean =>
  Buffer.from(text, 'base64').length === KEY_BYTES && Buffer.from(text, 'base64').toString('base64') === text;

export const AcceptedCampus = z
  .object({
    id: z.uuid(),
    name: z.string(),
    origin: z.string(),
    publicKeys: z.array(z.string()),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'AcceptedCampus' });
export const AcceptedCampusList = z
  .object({ items: z.array(AcceptedCampus) })
  .meta({ id: 'AcceptedCampusList' });
export type AcceptedCampusList = z.infer<typeof AcceptedCampusList>;

export const NewAcceptedCampus = z.strictObject({
  name: z.string().max(400).describe('As members read it beside imported posts; at most 80 characters'),
  origin: z
    .string()
    .max(300)
    .refine(isOrigin, 'Give an address without a path, such as https://kampus.example')
    .describe('As in its copies, such as `https://kampus.example`'),
  publicKeys: z
    .array(z.string().max(100).refine(isKey, 'Give the 32 bytes of an Ed25519 key in base64'))
    .min(1)
    .max(5)
    .describe('From its /.well-known/chitlaq'),
});
export type NewAcceptedCampus = z.infer<typeof NewAcceptedCampus>;

export const AcceptedCampusParams = z.strictObject({ id: Uuid });
