import type { Context } from '../../../platform/context.ts';
import { type LetterParts, layOut } from './frame.ts';
import { addressOf } from './queries.ts';

/**
 * Sends a member a letter that another module wrote, in the frame of all letters; nothing to whoever is not active. Called
 * from jobs, which retry. The address stays within this module.
 */
export async function mailTo(
  ctx: Context,
  userId: string,
  parts: LetterParts,
  headers: Record<string, string>,
): Promise<void> {
  const recipient = await addressOf(ctx.db, userId);
  if (recipient === undefined) return;
  await ctx.mail.send({ to: recipient.email, ...layOut(recipient.locale, parts), headers });
}
