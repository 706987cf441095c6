import {
  SpanKind as Kind,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { type ExportResult, ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  type ReadableSpan,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { VERSION } from '../version.ts';
import type { SpanKind, SpanOptions } from './types.ts';

/** Spans that wait to be sent, at most: about 2 MB. More are dropped. */
const MAX_WAITING = 2_048;
const BATCH = 512;
const SEND_EVERY_MS = 2_000;
const SEND_TIMEOUT_MS = 5_000;
/** A process that stops waits this long for a store that is away. */
const CLOSE_MS = 1_000;

const kinds: Record<SpanKind, Kind> = {
  internal: Kind.INTERNAL,
  server: Kind.SERVER,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
};

export type Tracer = ReturnType<typeof openTracer>;

/** Sends to the store, and logs when that begins or ceases to fail. */
class LoggedExporter extends OTLPTraceExporter {
  #fails = false;
  readonly #log: Logger;

  constructor(url: string, log: Logger) {
    super({ url, timeoutMillis: SEND_TIMEOUT_MS, concurrencyLimit: 2 });
    this.#log = log;
  }

  override export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    super.export(spans, (result) => {
      const fails = result.code !== ExportResultCode.SUCCESS;
      // The error's text names the address, which the settings have.
      if (fails && !this.#fails) this.#log.warn({ reason: result.error?.name }, 'traces.not_sent');
      if (!fails && this.#fails) this.#log.info({}, 'traces.sent_again');
      this.#fails = fails;
      done(result);
    });
  }
}

/** Opens OpenTelemetry. Imported only if traces are on, because it loads eight packages. */
export function openTracer(options: { endpoint: string; serviceName: string; share: number; log: Logger }) {
  const random = new RandomIdGenerator();
  let givenTraceId: string | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': options.serviceName,
      'service.namespace': 'chitlaq',
      'service.version': VERSION,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.share) }),
    idGenerator: {
      generateTraceId: () => givenTraceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new LoggedExporter(`${options.endpoint.replace(/\/$/, '')}/v1/traces`, options.log),
        maxQueueSize: MAX_WAITING,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('chitlaq', VERSION);

  return {
    start(name: string, { kind = 'internal', attributes, parent, traceId, links }: SpanOptions): Span {
      const context =
        parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf(parent));
      givenTraceId = traceId;
      try {
        return tracer.startSpan(
          name,
          {
            kind: kinds[kind],
            ...(attributes ? { attributes } : {}),
            ...(links ? { links } : {}),
          },
          context,
        );
      } finally {
        givenTraceId = undefined;
      }
    },
    fail: (span: Span) => void span.setStatus({ code: SpanStatusCode.ERROR }),
    read(text: string): SpanContext | undefined {
      const context = parseTraceParent(text);
      return context ? { ...context, isRemote: true } : undefined;
    },
    async close(): Promise<void> {
      await Promise.race([
        provider.shutdown().catch(() => undefined), // logged by the exporter
        new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref()),
      ]);
    },
  };
}

const contextOf = (parent: Span | SpanContext): SpanContext =>
  'spanContext' in parent ? parent.spanContext() : parent;
