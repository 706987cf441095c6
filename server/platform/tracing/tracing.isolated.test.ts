import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { openTraceStore } from '../../testing/trace-store.ts';
import { Batcher } from '../batcher.ts';
import { readConfig } from '../config.ts';
import { openLog } from '../log.ts';
import { summaryOf } from './database.ts';
import {
  activeSpan,
  inSpan,
  isTracing,
  openTracing,
  readTraceparent,
  startSpan,
  traceparent,
} from './index.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const lines: { msg: string }[] = [];
const log = openLog('info', 'test', { write: (line) => void lines.push(JSON.parse(line)) });
let close: () => Promise<void> = async () => {};
afterEach(() => close());
const open = async (url: string) => {
  close = await openTracing(
    readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_TRACES_SAMPLER_ARG: '1' }),
    'test',
    log,
  );
};

test('without an endpoint there is no span and no header, and the work is done', async () => {
  close = await openTracing(readConfig({}), 'test', log);
  expect(isTracing()).toBe(false);
  expect(startSpan('nothing')).toBeUndefined();
  expect(await inSpan('nothing', {}, async () => [activeSpan(), traceparent()])).toEqual([
    undefined,
    undefined,
  ]);
  expect(readTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')).toBeUndefined();
});

test('what runs on after a span has ended begins a trace of its own', async () => {
  const store = await openTraceStore();
  await open(store.url);
  let later: Promise<void> | undefined;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await inSpan('request', {}, async () => {
    later = ended.then(() => inSpan('timer', {}, async () => undefined));
    await inSpan('child', {}, async () => undefined);
  });
  end();
  await later;
  await close();
  const [child, request, timer] = store.spans;
  expect([child?.name, request?.name, timer?.name]).toEqual(['child', 'request', 'timer']);
  expect(child).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
  expect(timer?.parentSpanId).toBeUndefined();
  expect(timer?.traceId).not.toBe(request?.traceId);
  await store.close();
});

test('a batch belongs to the trace of its first traced request, and links the others', async () => {
  const store = await openTraceStore();
  await open(store.url);
  const batcher = new Batcher<number, string>({
    name: 'numbers',
    maxConcurrent: 1,
    maxBatch: 10,
    maxQueued: 10,
    exclusiveKey: String,
    write: async (items) => items.map((item) => `${item} in ${traceparent()}`),
    writeAlone: async (item) => String(item),
  });
  const outcomes = await Promise.all([
    batcher.submit(0),
    inSpan('first', {}, () => batcher.submit(1)),
    inSpan('second', {}, () => batcher.submit(2)),
  ]);
  await close();
  const named = (wanted: string) => store.spans.find(({ name }) => name === wanted);
  const [batch, first, second] = [named('write numbers'), named('first'), named('second')];
  expect(batch).toMatchObject({ parentSpanId: first?.spanId, attributes: { 'batch.size': 3 } });
  expect(batch?.links).toMatchObject([{ traceId: second?.traceId, spanId: second?.spanId }]);
  // What the batch adds, such as jobs, continues its trace.
  expect(outcomes).toEqual([0, 1, 2].map((item) => `${item} in 00-${first?.traceId}-${batch?.spanId}-01`));
  await store.close();
});

test('an error marks its span by its kind, without its message', async () => {
  const store = await openTraceStore();
  await open(store.url);
  const work = inSpan('work', {}, () => Promise.reject(new RangeError('gizli')));
  await expect(work).rejects.toThrow('gizli');
  await close();
  expect(store.spans).toMatchObject([
    { name: 'work', failed: true, attributes: { 'error.type': 'RangeError' } },
  ]);
  expect(store.texts.join()).not.toContain('gizli');
  await store.close();
});

test('of a store that does not answer, no more than a queue of spans is kept', async () => {
  const store = await openTraceStore({ answer: false });
  await open(store.url);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  // 200 MB, if they were kept.
  for (let nr = 0; nr < 100_000; nr++) {
    startSpan('request', { attributes: { text: `${nr}`.repeat(400) } })?.end();
    if (nr % 1_000 === 0) await new Promise(setImmediate);
  }
  collectGarbage();
  expect((process.memoryUsage().heapUsed - before) / 1024 ** 2).toBeLessThan(30);
  await close();
  await store.close();
});

test('that the store is away is logged once, and that it is back', async () => {
  lines.length = 0;
  let answer = 401;
  const taken = createServer((request, response) => {
    request.resume();
    response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
  });
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  await open(`http://127.0.0.1:${(taken.address() as AddressInfo).port}/`);
  const send = async (times: number) => {
    for (let nr = 0; nr < times; nr++) {
      const asked = once(taken, 'request');
      startSpan('request')?.end();
      await asked;
    }
  };
  await send(2);
  await expect.poll(() => lines.map(({ msg }) => msg)).toEqual(['traces.not_sent']);
  answer = 200;
  await send(1);
  await expect.poll(() => lines.map(({ msg }) => msg)).toEqual(['traces.not_sent', 'traces.sent_again']);
  await close();
  taken.closeAllConnections();
  taken.close();
});

test.for([
  ['select "id" from "content"."posts" where "id" = $1', 'select content.posts'],
  ["insert into feed.entries (a) values ('gizli')", 'insert feed.entries'],
  ['\n  update content.posts set x = 1', 'update content.posts'],
  ['with a as (select * from social.follows for update) select 1', 'select social.follows'],
  ['with a as (select from social.follows) insert into feed.entries select from a', 'insert feed.entries'],
  ['select id from content.posts for update', 'select content.posts'],
  ['with gone as (select 1) delete from auth.sessions using gone', 'delete auth.sessions'],
  ['with a as (select * from social.follows) select a.* from a', 'select social.follows'],
  ['begin', 'begin'],
  ['/* what */ select 1', 'query'],
] as const)('the summary of %s is %s', ([text, summary]) => {
  expect(summaryOf(text)).toBe(summary);
});
