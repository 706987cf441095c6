import { CAMPUS_FEATURES, type CampusFeature } from '@chitlaq/text/campus';
import type { Context } from '../../../platform/context.ts';
import type { FeatureGuards } from '../../../platform/module.ts';

let loadAll: () => Promise<readonly FeatureGuards[]> = async () => [];

/** Tells this process how to load what modules ask before a feature is switched on. `modules/feature-guards.ts` calls it. */
export function defineFeatureGuards(load: () => Promise<readonly FeatureGuards[]>): void {
  loadAll = load;
}

/** @throws Problem of the first feature that is switched on too early */
export async function refuseTooEarly(
  ctx: Context,
  before: Record<CampusFeature, boolean>,
  after: Record<CampusFeature, boolean>,
): Promise<void> {
  const switchedOn = CAMPUS_FEATURES.filter((feature) => after[feature] && !before[feature]);
  if (switchedOn.length === 0) return;
  const guards = await loadAll();
  for (const feature of switchedOn) for (const guard of guards) await guard[feature]?.(ctx);
}
