import type { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { findRules } from './queries.ts';
import type { CampusRules } from './schemas.ts';

/** The rules of the campus, in their order. */
export const listRules = async (ctx: Context): Promise<z.infer<typeof CampusRules>> => ({
  items: await findRules(ctx.db),
});
