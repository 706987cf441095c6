import type { Context } from '../../../platform/context.ts';
import { type EmailContent, renderEmail } from './layout.ts';
import { emailAddressOf } from './queries.ts';

/**
 * Sends a member a letter that another module wrote, in the frame of all letters; nothing to whoever is not active. Called
 * from jobs, which retry. The address stays within this module.
 */
export async function sendMemberEmail(
  ctx: Context,
  userId: string,
  parts: EmailContent,
  headers: Record<string, string>,
): Promise<void> {
  const recipient = await emailAddressOf(ctx.db, userId);
  if (recipient === undefined) return;
  await ctx.mail.send({ to: recipient.email, ...renderEmail(recipient.locale, parts), headers });
}
