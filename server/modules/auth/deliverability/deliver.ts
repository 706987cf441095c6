import { createHmac } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { emails } from '../../../platform/mail/counter.ts';
import type { OutgoingEmail } from '../../../platform/mail/index.ts';
import type { DeliveryOutcome } from '../tables.ts';
import { type Answer, answerOf, isForGood } from './answers.ts';
import type { DeliveryKind } from './kinds.ts';
import { recordDelivery } from './queries.ts';
import { bucketOf } from './waits.ts';

export interface Delivery {
  outcome: DeliveryOutcome;
  /** Null if the server accepted the email. */
  answer: Answer | null;
  /** What the server said when it accepted it. */
  accepted: string;
}

/**
 * Sends an email in a job and counts it, by the domain of its recipient: one statement more. An address that does not exist is marked
 * (`undeliverable_since`), one that accepts an email no longer is.
 * @throws what the mail server answered, so that the job is retried; not if the address does not exist
 */
export async function deliver(ctx: Context, kind: DeliveryKind, email: OutgoingEmail): Promise<void> {
  const { error, answer } = await attemptDelivery(ctx, kind, email);
  if (answer !== null && !isForGood(answer)) throw error;
}

/** Like `deliver`, but returns what became of it. */
export async function attemptDelivery(
  ctx: Context,
  kind: DeliveryKind,
  email: OutgoingEmail,
): Promise<Delivery & { error: unknown }> {
  let [accepted, error, answer]: [string, unknown, Answer | null] = ['', undefined, null];
  try {
    accepted = await ctx.mail.send(email);
  } catch (thrown) {
    error = thrown;
    answer = answerOf(thrown, email.to);
  }
  const isFirst = (ctx.job?.attempt ?? 1) === 1;
  const outcome = outcomeOf(answer, isFirst);
  emails.inc({ outcome });
  await record(ctx, kind, email.to, { outcome, answer, isFirst });
  return { outcome, answer, accepted, error };
}

/** A refused email whose job goes on is counted as one refusal, and then by its attempts. */
const outcomeOf = (answer: Answer | null, isFirst: boolean): DeliveryOutcome =>
  answer === null ? 'sent' : answer.isRefusal && (isFirst || isForGood(answer)) ? 'refused' : 'failed';

async function record(
  ctx: Context,
  kind: DeliveryKind,
  to: string,
  { outcome, answer, isFirst }: { outcome: DeliveryOutcome; answer: Answer | null; isFirst: boolean },
): Promise<void> {
  const now = ctx.clock();
  const waitedMs = Math.max(0, Date.now() - (ctx.job?.addedAt.getTime() ?? Date.now()));
  try {
    await recordDelivery(ctx.db, {
      kind,
      address: to,
      domain: to.slice(to.lastIndexOf('@') + 1).toLowerCase(),
      outcome,
      isDelayed: outcome === 'failed' && isFirst,
      bucket: bucketOf(waitedMs / 1_000),
      person: personOf(ctx, to),
      answer,
      isUnknownMailbox: answer !== null && isForGood(answer),
      now,
    });
  } catch (error) {
    // An accepted email must not be sent again because it could not be counted.
    ctx.log.error({ err: error }, 'mail.not_counted');
  }
}

/** One bit of 63. The bits of an hour's emails together tell a lower limit of the people, and not who they are. */
function personOf(ctx: Context, address: string): bigint {
  const hash = createHmac('sha256', ctx.secrets.key('mail-people')).update(address.toLowerCase()).digest();
  return 1n << BigInt(hash.readUInt32BE(0) % 63);
}
