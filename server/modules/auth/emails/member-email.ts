import type { Context } from '../../../platform/context.ts';
import { deliver } from '../deliverability/deliver.ts';
import { type DeliveryKind, isOptional } from '../deliverability/kinds.ts';
import { emailBrand } from './brand.ts';
import { type EmailContent, renderEmail } from './layout.ts';
import { findEmailAddress } from './queries.ts';

/**
 * Sends a member an email that another module composed (`inOfferedLanguage`), in the common layout. Does nothing if the member is not active, or suspended and
 * not `alsoSuspended`; an optional one that is for active members alone also if emails to the member do not arrive. Called from jobs, which retry. The address never
 * leaves this module.
 */
export async function sendMemberEmail(
  ctx: Context,
  userId: string,
  kind: DeliveryKind,
  parts: EmailContent,
  { alsoSuspended = false, headers = {} }: { alsoSuspended?: boolean; headers?: Record<string, string> } = {},
): Promise<void> {
  const statuses = alsoSuspended ? (['active', 'suspended'] as const) : (['active'] as const);
  const recipient = await findEmailAddress(ctx.db, userId, statuses);
  if (recipient === undefined) return;
  // What suspended members get as well, as why they are, they read nowhere else.
  if (isOptional(kind) && !alsoSuspended && isPaused(ctx, recipient.undeliverableSince)) return;
  const { locale, brand } = await emailBrand(ctx, recipient.locale);
  await deliver(ctx, kind, { to: recipient.email, ...renderEmail(locale, parts, brand), headers });
}

/** So long an address gets nothing that is optional. Then one email finds out whether it still does not exist. */
export const PAUSE_MS = 14 * 86_400_000;

const isPaused = (ctx: Context, undeliverableSince: Date | null): boolean =>
  undeliverableSince !== null && ctx.clock().getTime() - undeliverableSince.getTime() < PAUSE_MS;
