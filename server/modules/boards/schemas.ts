import { z } from 'zod';

/** Who keep a key each: for the staff, the student council and the university. */
export const HOLDER_ROLES = ['staff', 'council', 'university'] as const;
export const HolderRole = z.enum(HOLDER_ROLES);
export type HolderRole = z.infer<typeof HolderRole>;

export const PostState = z.enum(['visible', 'hidden', 'deleted']);
export type PostState = z.infer<typeof PostState>;

export const Pseudonym = z
  .object({
    colour: z.int().describe('Index into the list of colours'),
    animal: z.int().describe('Index into the list of animals'),
    number: z.int().nullable().describe('From 2 on, if others of the thread have the same colour and animal'),
  })
  .meta({ id: 'Pseudonym', description: 'The name of an author in one thread' });
export type Pseudonym = z.infer<typeof Pseudonym>;

export const InBothLanguages = z.object({ tr: z.string(), en: z.string() });
