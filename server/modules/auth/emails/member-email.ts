import type { Context } from '../../../platform/context.ts';
import { emailBrand } from './brand.ts';
import { type EmailContent, renderEmail } from './layout.ts';
import { findEmailAddress } from './queries.ts';

/**
 * Sends a member an email that another module composed (`inOfferedLanguage`), in the common layout. Does nothing if the member is not active, or suspended and
 * not `alsoSuspended`. Called
 * from jobs, which retry. The address never leaves this module.
 */
export async function sendMemberEmail(
  ctx: Context,
  userId: string,
  parts: EmailContent,
  headers: Record<string, string>,
  { alsoSuspended = false } = {},
): Promise<void> {
  const statuses = alsoSuspended ? (['active', 'suspended'] as const) : (['active'] as const);
  const recipient = await findEmailAddress(ctx.db, userId, statuses);
  if (recipient === undefined) return;
  const { locale, brand } = await emailBrand(ctx, recipient.locale);
  await ctx.mail.send({ to: recipient.email, ...renderEmail(locale, parts, brand), headers });
}
