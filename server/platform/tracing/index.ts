import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span, SpanContext } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Tracer } from './opentelemetry.ts';
import type { SpanOptions } from './types.ts';

export type { Span, SpanContext } from '@opentelemetry/api';

/** Undefined while traces are off: then nothing of OpenTelemetry is loaded. */
let tracer: Tracer | undefined;
/** The flag of a trace that is recorded. */
const SAMPLED = 1;
const currentSpan = new AsyncLocalStorage<Span>();

/** Whether spans are recorded in this process. */
export const isTracing = (): boolean => tracer !== undefined;

/**
 * Records spans of this process from now on if `OTEL_EXPORTER_OTLP_ENDPOINT` is set. Call it before anything is opened.
 * @param role  the name of this process, unless `OTEL_SERVICE_NAME` is set
 * @returns how to send what is left, and stop
 */
export async function openTracing(config: Config, role: string, log: Logger): Promise<() => Promise<void>> {
  if (config.traces === undefined) return async () => {};
  const { openTracer } = await import('./opentelemetry.ts');
  const { endpoint, serviceName, share } = config.traces;
  const opened = openTracer({ endpoint, serviceName: serviceName ?? role, share, log });
  tracer = opened;
  return async () => {
    tracer = undefined;
    await opened.close();
  };
}

/**
 * The span that the running code belongs to, if it is recorded. None after its end: what outlives a request, such as a timer that it
 * started, does not belong to it.
 */
export function activeSpan(): Span | undefined {
  if (tracer === undefined) return undefined;
  const span = currentSpan.getStore();
  return span?.isRecording() ? span : undefined;
}

/** The span of the running code, also one that is not sampled: its children are not sampled either. */
function parentSpan(): Span | undefined {
  const span = currentSpan.getStore();
  const hasEnded =
    span !== undefined && !span.isRecording() && (span.spanContext().traceFlags & SAMPLED) !== 0;
  return hasEnded ? undefined : span;
}

/** Starts a span; the caller ends it. Undefined while traces are off. */
export function startSpan(name: string, options: SpanOptions = {}): Span | undefined {
  return tracer?.start(name, { ...options, parent: options.parent ?? parentSpan() });
}

/** Runs `work`, whose spans then are children of `span`. */
export const within = <T>(span: Span, work: () => T): T => currentSpan.run(span, work);

/** Runs `work` in no span, whoever happens to start it. */
export const outsideSpan = <T>(work: () => T): T => (tracer === undefined ? work() : currentSpan.exit(work));

/** Runs `work` in a span of its own. An error marks the span as failed and is thrown on. */
export async function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const span = startSpan(name, options);
  if (span === undefined) return work();
  try {
    return await within(span, work);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed. The message of an error may quote what a member wrote, so only its name is kept. */
export function fail(span: Span, error?: unknown): void {
  if (error instanceof Error) span.setAttribute('error.type', error.name);
  tracer?.fail(span);
}

/** The header `traceparent` for what this span causes elsewhere; by default of the active span. Undefined if it is not recorded. */
export function traceparent(span: Span | undefined = activeSpan()): string | undefined {
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & SAMPLED}`;
}

/** Reads the header `traceparent`. Undefined if it is broken, or while traces are off. */
export const readTraceparent = (text: unknown): SpanContext | undefined =>
  typeof text === 'string' ? tracer?.read(text) : undefined;
