import type { Context } from '../../platform/context.ts';
import type { JobSpec } from '../../platform/jobs.ts';
import { media } from '../media/index.ts';
import type { ImportRow } from './queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'imports.check': { importId: string };
    'imports.run': { importId: string };
    'imports.undo': { importId: string };
    'imports.followArrived': { importId: string };
    'imports.cleanUp': unknown;
  }
}

/** Two at once in all processes together, and one for each import: they read much, and nobody waits for them in front of a screen. */
const specOf = (job: string, id: string): JobSpec => ({
  key: `${job}:${id}`,
  queue: `imports ${Number.parseInt(id.slice(-1), 16) % 2}`,
  priority: 10,
});
export const checkSpec = (id: string): JobSpec => specOf('imports.check', id);
export const runSpec = (id: string): JobSpec => specOf('imports.run', id);
export const undoSpec = (id: string): JobSpec => specOf('imports.undo', id);

/** Deletes the uploaded ZIP, in the transaction that needs it no more. */
export const discardCopy = (tx: Context, { memberId, mediaId }: ImportRow): Promise<void> =>
  media.discardOwnFile(tx, memberId, mediaId);
