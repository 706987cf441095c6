'use client';

import type { CampusFeature } from '@chitlaq/text/campus';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { CampusTexts } from './campus-placeholders.ts';

// Every page is inside of the provider.
const CampusContext = createContext({} as CampusTexts);
export const CampusProvider = CampusContext.Provider;

/** Name, logo and languages of the campus, as the page was sent with them. */
export const useCampus = (): CampusTexts => useContext(CampusContext);

const never = () => () => {};
/** Whether the campus has a feature. While a prerendered page becomes alive, it has all but boards, which few campuses have. */
export function useHasFeature(feature: CampusFeature): boolean {
  const { off } = useCampus();
  const read = () => !off.split(',').includes(feature);
  return useSyncExternalStore(never, read, () => feature !== 'boards');
}
