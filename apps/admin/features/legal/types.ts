import type { Schemas } from '@chitlaq/client';

export type Managed = Schemas['ManagedLegalTexts'];
export type Blank = Managed['blanks'][number];

/** The key of the queries of the campus's texts. */
export const LEGAL_KEY = ['legal'] as const;
