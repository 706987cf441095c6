import type { ListOwnReports } from '../../../platform/module.ts';

let loadAll: () => Promise<readonly ListOwnReports[]> = async () => [];

/** Tells this process how to load the reports that higher modules keep themselves. `modules/own-reports.ts` calls it. */
export function defineOwnReports(load: () => Promise<readonly ListOwnReports[]>): void {
  loadAll = load;
}

export const reportsElsewhere = (): Promise<readonly ListOwnReports[]> => loadAll();
