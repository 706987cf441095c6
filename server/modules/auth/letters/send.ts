import type { Context } from '../../../platform/context.ts';
import { opened } from './envelope.ts';
import { layOut } from './frame.ts';
import { writeLetter } from './texts.ts';
import { fulfil } from './wishes.ts';

/** Job: opens what was sealed; writes a letter out and hands it to the mail server, or fulfils a wish for one. */
export async function sendLetter(ctx: Context, payload: { sealed: string }): Promise<void> {
  const content = opened(ctx, payload);
  if ('wish' in content) return fulfil(ctx, content);
  const body = layOut(content.locale, writeLetter(content.kind, content.locale, content.facts));
  await ctx.mail.send({ to: content.to, ...body });
}
