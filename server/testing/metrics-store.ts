import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A query of a range, as the server asked for it. */
export interface Asked {
  path: string;
  query: string;
  start: number;
  end: number;
  step: number;
}
export interface StoreAnswer {
  status?: number;
  body: string;
}

/** What a store answers to a query of a range: series of pairs of time and value. */
export const matrix = (...series: [number, string][][]) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
  });

/** A metrics store for tests of what the server makes of its answers. A real one is in tests/monitoring. */
export async function openMetricsStore(answer: (asked: Asked) => StoreAnswer) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const sent = new URLSearchParams(text);
      const number = (name: string) => Number(sent.get(name));
      const one = {
        path: `${request.method} ${request.url}`,
        query: sent.get('query') ?? '',
        start: number('start'),
        end: number('end'),
        step: number('step'),
      };
      asked.push(one);
      const { status = 200, body } = answer(one);
      response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    /** For `METRICS_URL`. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/select`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
