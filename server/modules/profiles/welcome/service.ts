import { WELCOME_STEPS } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { findPendingWelcome, saveWelcome } from './queries.ts';
import type { Welcome, WelcomeChange, WelcomeState } from './schemas.ts';

/**
 * Adds passed steps to the viewer's welcome, and ends or reopens it. Idempotent; steps only accumulate, so that two devices
 * complete each other. Two statements by key.
 */
export async function changeWelcome(
  ctx: Context,
  viewer: Viewer,
  change: WelcomeChange,
): Promise<WelcomeState> {
  const now = ctx.clock();
  await saveWelcome(ctx.db, viewer.id, change, now);
  return { welcome: presentWelcome(await findPendingWelcome(ctx.db, viewer.id, now)) };
}

/** The steps in their order. @param passed  null if the welcome is no longer offered */
export function presentWelcome(passed: readonly string[] | null): Welcome | null {
  if (passed === null) return null;
  const isPassed = new Set(passed);
  return {
    passed: WELCOME_STEPS.filter((step) => isPassed.has(step)),
    remaining: WELCOME_STEPS.filter((step) => !isPassed.has(step)),
  };
}
