import { accents } from './queries/accents.ts';
import { blindHeldOut } from './queries/blind-held-out.ts';
import { blindInSight } from './queries/blind-in-sight.ts';
import { dottedI } from './queries/dotted-i.ts';
import { englishForms } from './queries/english-forms.ts';
import { hashtags } from './queries/hashtags.ts';
import type { JudgedQuery } from './queries/judged-as.ts';
import { mixed } from './queries/mixed.ts';
import { mixedHeldOut } from './queries/mixed-held-out.ts';
import { names } from './queries/names.ts';
import { phrases } from './queries/phrases.ts';
import { prefix } from './queries/prefix.ts';
import { severalWords } from './queries/several-words.ts';
import { suffixes } from './queries/suffixes.ts';
import { typos } from './queries/typos.ts';

export type { Category, Grade, JudgedQuery } from './queries/judged-as.ts';

/** Queries over the public posts of the demo campus, each judged post by post; see README.md. */
export const judgedQueries: readonly JudgedQuery[] = [
  ...dottedI,
  ...accents,
  ...suffixes,
  ...mixed,
  ...mixedHeldOut,
  ...typos,
  ...englishForms,
  ...names,
  ...severalWords,
  ...phrases,
  ...hashtags,
  ...prefix,
];

/** Two halves of 200 queries that were judged before the engine was run on them. */
export const blindQueries = { inSight: blindInSight, heldOut: blindHeldOut };
