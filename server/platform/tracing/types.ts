import type { Attributes, Link, Span, SpanContext } from '@opentelemetry/api';

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface SpanOptions {
  kind?: SpanKind;
  /** Nothing personal, and nothing that differs at each request except numbers: no addresses, names, texts, ids or tokens. */
  attributes?: Attributes;
  /** By default the current span; without one, the span begins a trace. */
  parent?: Span | SpanContext | undefined;
  /** The trace that a span without parent begins; by default a random one. */
  traceId?: string | undefined;
  links?: Link[];
}
