import type { Context } from '../context.ts';
import { activeSpan, inSpan } from '../tracing/index.ts';
import type { Bus, JsonValue } from './types.ts';

/** Payload of every topic of the bus, by name. Each module adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Topics {}
export type TopicName = keyof Topics & string;

/** Publishes to every process at once. @throws like `Bus.publish` */
export const publish = <Name extends TopicName>(
  { bus }: { bus: Pick<Bus, 'publish'> },
  topic: Name,
  payload: Topics[Name],
): Promise<void> => {
  const send = () => bus.publish(topic, payload as unknown as JsonValue); // JSON leaves out undefined fields
  return activeSpan() === undefined ? send() : inSpan(`publish ${topic}`, { kind: 'producer' }, send);
};

/** Publishes after the transaction has committed. A failure is only logged: nothing may depend on a bus message. */
export const publishAfterCommit = <Name extends TopicName>(
  ctx: Pick<Context, 'afterCommit' | 'bus' | 'log'>,
  topic: Name,
  payload: Topics[Name],
): void =>
  ctx.afterCommit(() => {
    publish(ctx, topic, payload).catch((error: unknown) =>
      ctx.log.warn({ err: error, topic }, 'bus.publish_failed'),
    );
  });

/** @returns a function that ends the subscription */
export const subscribe = <Name extends TopicName>(
  { bus }: { bus: Pick<Bus, 'subscribe'> },
  topic: Name,
  handle: (payload: Topics[Name]) => void,
): Promise<() => Promise<void>> =>
  bus.subscribe(topic, (payload) => handle(payload as unknown as Topics[Name])); // as `publish` sent it
