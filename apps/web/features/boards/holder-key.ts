import type { Schemas } from '@chitlaq/client';

/** A request to open a name, as a holder sees it. */
export type Opening = Schemas['HeldBoardOpening'];

export const HOLDER_KEY = ['boards', 'holder'] as const;
export const OPENINGS_KEY = ['boards', 'openings'] as const;
