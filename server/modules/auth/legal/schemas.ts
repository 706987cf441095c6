import { ACCEPTED_DOCUMENTS, LEGAL_DOCUMENTS } from '@chitlaq/text';
import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';

const MAX_TEXT = 60_000;
const MAX_NOTE = 500;
const MAX_VALUE = 1_000;
const MAX_VERSION = 1_000_000;

export const Document = z.enum(LEGAL_DOCUMENTS);
export const Version = z.number().int().min(1).max(MAX_VERSION);
export const AcceptedTexts = z
  .strictObject({ terms: Version.optional(), rules: Version.optional() })
  .describe('The versions that the person accepts, by document');
export type AcceptedTexts = z.infer<typeof AcceptedTexts>;

const History = z.array(
  z.object({
    version: z.number().int(),
    publishedAt: z.iso.datetime(),
    changes: z.string().describe('What changed, in a sentence; may be empty'),
    needsAcceptance: z.boolean(),
  }),
);

export const LegalTextList = z
  .object({
    items: z.array(
      z.object({
        document: Document,
        version: z.number().int(),
        publishedAt: z.iso.datetime(),
        isAccepted: z.boolean().describe('Whether members accept this document'),
      }),
    ),
  })
  .meta({ id: 'LegalTextList' });

export const LegalTextQuery = z.strictObject({
  locale: z.enum(['tr', 'en']).default('tr'),
  version: z.coerce.number().int().min(1).max(MAX_VERSION).optional().describe('By default the current one'),
});

export const LegalText = z
  .object({
    document: Document,
    locale: z.enum(['tr', 'en']),
    version: z.number().int(),
    publishedAt: z.iso.datetime(),
    isCurrent: z.boolean(),
    text: z
      .string()
      .describe('A small part of Markdown: `#` headings, `-` and `1.` lists, `**bold**`, `[words](address)`'),
    history: History.describe('Every version, newest first'),
  })
  .meta({ id: 'LegalText' });

export const Acceptances = z
  .object({
    items: z.array(z.object({ document: Document, version: z.number().int(), acceptedAt: z.iso.datetime() })),
  })
  .meta({ id: 'Acceptances' });

export const PendingText = z.object({
  document: z.enum(ACCEPTED_DOCUMENTS),
  version: z.number().int(),
  acceptedVersion: z.number().int().nullable().describe('Accepted last; null before the first time'),
});

export const ManagedLegalTexts = z
  .object({
    documents: z.array(
      z.object({
        document: Document,
        version: z.number().int(),
        publishedAt: z.iso.datetime(),
        isOwn: z.boolean().describe('Whether the campus wrote it; otherwise it came with ChitLaq'),
        differsFromShipped: z.boolean().describe('Whether it differs from the text of this release'),
        isAccepted: z.boolean().describe('Whether members accept this document'),
        emptyBlanks: z.array(z.string()).describe('Blanks without a value; what needs them is left out'),
      }),
    ),
    blanks: z.array(
      z.object({
        name: z.string(),
        tr: z.string(),
        en: z.string(),
        isNeeded: z.boolean(),
        isLong: z.boolean(),
        usedBy: z.array(Document),
      }),
    ),
    toDo: z.number().int().describe('Needed blanks without a value'),
  })
  .meta({ id: 'ManagedLegalTexts' });
export type ManagedLegalTexts = z.infer<typeof ManagedLegalTexts>;

export const ManagedLegalText = z
  .object({
    document: Document,
    version: z.number().int(),
    tr: z.string(),
    en: z.string(),
    shipped: z.object({ tr: z.string(), en: z.string() }).describe('The texts of this release'),
    isAccepted: z.boolean(),
    blanks: z.array(z.object({ name: z.string(), tr: z.string(), en: z.string() })),
  })
  .meta({ id: 'ManagedLegalText' });

const Value = z
  .string()
  .max(MAX_VALUE)
  .regex(/^[^{}]*$/, 'Leave out braces.');
export const BlankBody = z.strictObject({ tr: Value, en: Value });
export type BlankBody = z.infer<typeof BlankBody>;

const Text = requiredText(MAX_TEXT, 'Enter the text.');
const Note = z.string().trim().max(MAX_NOTE);
export const NewVersionBody = z.strictObject({
  tr: Text,
  en: Text,
  changesTr: Note,
  changesEn: Note,
  needsAcceptance: z.boolean().describe('Whether members are asked to accept it; only for terms and rules'),
  basedOn: Version.describe('The version that was changed'),
});
export type NewVersionBody = z.infer<typeof NewVersionBody>;
