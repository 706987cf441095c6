import { gateway } from '../hosts/gateway.ts';
import { moduleNames } from '../modules/table.ts';
import { openContext } from '../platform/context.ts';
import { Secrets } from '../platform/secrets/secrets.ts';
import { client } from './client.ts';
import { TEST_SECRET, type TestMember, type TestServer } from './server.ts';

/** Another process on the database of a test server: with caches and a connection to the bus of its own. */
export async function otherProcess({ ctx: { config, log } }: TestServer) {
  const ctx = await openContext({
    config,
    log,
    secrets: new Secrets(TEST_SECRET),
    name: 'other',
    subscriptions: {},
  });
  const { app } = await gateway(ctx, moduleNames);
  await app.ready();
  return {
    as: (member: Pick<TestMember, 'accessToken'>) => client(app, member.accessToken),
    async close() {
      await app.close();
      await ctx.close();
    },
  };
}
