import type { Schemas } from '@chitlaq/client';

export type Appeal = Schemas['Appeal'];
export type AppealOutcome = 'upheld' | 'rejected';
