import type { Context } from '../../../platform/context.ts';
import { deliver } from '../deliverability/deliver.ts';
import { deliveryKind } from '../deliverability/kinds.ts';
import { emailBrand } from './brand.ts';
import { renderEmail } from './layout.ts';
import { unsealPayload } from './queue.ts';
import { handleEmailRequest } from './requests.ts';
import { writeEmail } from './templates.ts';

/** Job: decrypts the payload, then renders and sends the email, or handles the request for one. */
export async function sendEmail(ctx: Context, payload: { sealed: string }): Promise<void> {
  const content = unsealPayload(ctx, payload);
  if ('requested' in content) return handleEmailRequest(ctx, content);
  const { locale, brand } = await emailBrand(ctx, content.locale);
  const data = { ...content.data, campus: brand.name };
  const body = renderEmail(locale, writeEmail(content.kind, locale, data), brand);
  await deliver(ctx, deliveryKind(content.kind), { to: content.to, ...body });
}
