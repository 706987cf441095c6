import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

// As in opentelemetry/proto/trace/v1/trace.proto, in its JSON form: ids are hexadecimal, numbers of 64 bits are strings.
const Value = z.strictObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const Attributes = z.array(z.strictObject({ key: z.string(), value: Value })).default([]);
const Id = (digits: number) => z.string().regex(new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`));
const SpanJson = z.object({
  traceId: Id(32),
  spanId: Id(16),
  parentSpanId: Id(16).optional(),
  name: z.string(),
  kind: z.number().int().min(1).max(5),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: Attributes,
  links: z.array(z.object({ traceId: Id(32), spanId: Id(16) })).default([]),
  status: z.object({ code: z.number().int().min(0).max(2).optional() }),
});
const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(SpanJson) })),
    }),
  ),
});

export interface ReceivedSpan {
  service: string;
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  failed: boolean;
}

export interface TraceStore {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  spans: ReceivedSpan[];
  /** Everything that arrived, as it was sent. */
  texts: string[];
  close(): Promise<void>;
}

/**
 * Stands in for a store of traces: receives OTLP over HTTP, and refuses what the protocol does not allow.
 * @param options.answer  false: takes requests and never answers them
 */
export async function openTraceStore({ answer = true } = {}): Promise<TraceStore> {
  const spans: ReceivedSpan[] = [];
  const texts: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    texts.push(text);
    if (!answer) return;
    const isTraces = request.method === 'POST' && request.url === '/v1/traces';
    const parsed = Traces.safeParse(isTraces ? JSON.parse(text) : undefined);
    if (!parsed.success) {
      response.writeHead(400).end(parsed.error.message);
      return;
    }
    for (const { resource, scopeSpans } of parsed.data.resourceSpans)
      for (const span of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({
          ...span,
          service: String(plain(resource.attributes)['service.name']),
          parentSpanId: span.parentSpanId,
          attributes: plain(span.attributes),
          failed: span.status.code === 2,
        });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    texts,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const plain = (attributes: z.infer<typeof Attributes>): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
