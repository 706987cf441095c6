import { createHmac } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';

/** Nobody without the key finds out from it whether a mailbox was refused or suspended. */
export const mailboxHash = (ctx: Context, mailbox: string): Buffer =>
  createHmac('sha256', ctx.secrets.kept('refused-mailboxes')).update(mailbox).digest();
