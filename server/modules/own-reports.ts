import { moderation } from './moderation/index.ts';
import { modules } from './table.ts';

/** Lets this process load the reports that modules keep themselves, for the list of a reporter. Loads nothing yet. */
export const provideOwnReports = (): void =>
  moderation.defineOwnReports(async () => {
    const parts = await Promise.all(modules.map((module) => module.ownReports?.()));
    return parts.flatMap((part) => part?.listOwnReports ?? []);
  });
