import { findForbidden, findMarkStack, graphemeCount, isBlank, MARKS_MAX } from '@chitlaq/text';
import { ACCENT_PATTERN, accentOf } from '@chitlaq/text/accent';
import {
  CAMPUS_FEATURES,
  CAMPUS_LANGUAGES,
  CAMPUS_NAME,
  CAMPUS_NAME_MAX,
  MAX_APPROVAL_QUESTION,
  REGISTRATION_MODES,
  tidyCampusName,
} from '@chitlaq/text/campus';
import { z } from 'zod';

const MAX_NOTE = 500;
const MAX_ALT = 200;
const MAX_TYPED = 400;

/** A text of one line for the pages themselves; may be empty. */
const line = (max: number) =>
  z
    .string()
    .max(MAX_TYPED)
    .overwrite(tidyCampusName)
    .refine((text) => graphemeCount(text) <= max, `Use at most ${max} characters.`)
    .refine(
      (text) => CAMPUS_NAME.test(text),
      'Use letters, digits, spaces and marks such as . , : & " ( ) only.',
    )
    .refine((text) => findMarkStack(text) === null, `Leave ${MARKS_MAX} marks at most on a letter.`);
const name = (max: number, message: string) => line(max).refine((text) => !isBlank(text), message);
const note = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => findForbidden(text) === null, 'Leave out control characters.')
    .refine((text) => findMarkStack(text) === null, `Leave ${MARKS_MAX} marks at most on a letter.`);
const inBoth = <Text extends z.ZodType>(text: Text) => z.strictObject({ tr: text, en: text });

const Language = z.enum(CAMPUS_LANGUAGES);
const Features = z.strictObject(
  Object.fromEntries(CAMPUS_FEATURES.map((feature) => [feature, z.boolean()])) as Record<
    (typeof CAMPUS_FEATURES)[number],
    z.ZodBoolean
  >,
);
const LogoId = z.string().regex(/^[0-9a-f]{32}$/, 'Use the id of an uploaded logo.');

/** What staff set. */
export const CampusSettings = z.strictObject({
  name: inBoth(name(CAMPUS_NAME_MAX.name, 'Name the campus.')).describe('The whole name, in each language'),
  shortName: inBoth(name(CAMPUS_NAME_MAX.shortName, 'Give the campus a short name.')).describe(
    'For headers, titles and the home screen of a phone',
  ),
  accent: z
    .string()
    .toLowerCase()
    .regex(ACCENT_PATTERN, 'Write the colour as #rrggbb.')
    .nullable()
    .describe('The colour that the accents follow from; null: those of the product'),
  logoId: LogoId.nullable().describe('From `POST /admin/campus/logos`; null: the mark of the product'),
  logoAlt: inBoth(line(MAX_ALT)).describe('What the logo shows, for people who do not see it'),
  languages: z
    .strictObject({
      offered: z
        .array(Language)
        .min(1, 'Offer at least one language.')
        .refine((items) => new Set(items).size === items.length, 'Name each language once.'),
      default: Language.describe('For guests whose browser asks for none of them, and for new members'),
    })
    .refine(({ offered, default: own }) => offered.includes(own), {
      path: ['default'],
      message: 'Offer the default language.',
    }),
  features: Features.describe('What is on'),
  registrationMode: z
    .enum(REGISTRATION_MODES)
    .describe(
      'How people register while `features.registration` is on; a university may have another way of its own',
    ),
  approvalQuestion: inBoth(note(MAX_APPROVAL_QUESTION)).describe(
    'What those are asked whose registration somebody looks at; empty: nothing',
  ),
  registrationNote: inBoth(note(MAX_NOTE)).describe('What people read while registration is closed'),
});
const Colours = z.object({
  nar: z.string(),
  narStrong: z.string(),
  narSoft: z.string(),
  onNar: z.string(),
  isShifted: z.boolean().describe('Whether `nar` is not the chosen colour, so that text stays legible'),
});

/** What everybody may know. */
export const Campus = CampusSettings.omit({ accent: true })
  .extend({
    version: z.number().int().describe('Grows with each change'),
    accent: z
      .object({ chosen: z.string(), light: Colours, dark: Colours })
      .nullable()
      .describe('The colours of each theme; null: those of the product'),
  })
  .meta({ id: 'Campus' });
export type Campus = z.infer<typeof Campus>;

export const ManagedCampus = z
  .object({
    version: z.number().int().describe('Send it back as `basedOn`'),
    settings: CampusSettings,
    canUndo: z.boolean(),
    history: z
      .array(
        z.object({
          version: z.number().int(),
          changedAt: z.iso.datetime(),
          changedBy: z.object({ id: z.string(), name: z.string() }),
          fields: z.array(z.string()).describe('What changed'),
          isUndo: z.boolean(),
        }),
      )
      .describe('The newest changes'),
  })
  .meta({ id: 'ManagedCampus' });
export type ManagedCampus = z.infer<typeof ManagedCampus>;

export const BasedOn = z.strictObject({ basedOn: z.number().int().min(0).max(1_000_000) });
/** Settings that came after the first release of this page may be left out: a page that was loaded before an update does not know them. */
export const CampusSettingsBody = CampusSettings.extend({
  features: Features.partial().describe('What is on; one that is left out stays as it is'),
  registrationMode: CampusSettings.shape.registrationMode.optional(),
  approvalQuestion: CampusSettings.shape.approvalQuestion.optional(),
  basedOn: BasedOn.shape.basedOn.describe('The version that was changed'),
});
export type CampusSettingsBody = z.infer<typeof CampusSettingsBody>;

/** The colours that follow from a setting. */
export const coloursOf = (accent: string | null): Campus['accent'] =>
  accent === null ? null : { chosen: accent, ...accentOf(accent) };
