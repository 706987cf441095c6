import type { Schemas } from '@chitlaq/client';

export type ManagedCampus = Schemas['ManagedCampus'];
export type CampusSettings = ManagedCampus['settings'];
export type ChangeSettings = (part: Partial<CampusSettings>) => void;

/** The key of the query of the campus's settings. */
export const CAMPUS_KEY = ['campus'] as const;
