import { auth } from './auth/index.ts';
import { modules } from './table.ts';

/** Lets this process load what modules ask before a feature of theirs is switched on. Loads nothing yet. */
export const provideFeatureGuards = (): void =>
  auth.defineFeatureGuards(async () => {
    const parts = await Promise.all(modules.map((module) => module.featureGuards?.()));
    return parts.flatMap((part) => part?.featureGuards ?? []);
  });
