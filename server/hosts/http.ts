import type { FastifyPluginAsync, FastifySchema } from 'fastify';
import { auth } from '../modules/auth/index.ts';
import { provideFeatureGuards } from '../modules/feature-guards.ts';
import { provideMemberData } from '../modules/member-data.ts';
import { provideOwnReports } from '../modules/own-reports.ts';
import { loadPublicFileRules, type ModuleName, modulesNamed } from '../modules/table.ts';
import type { Context } from '../platform/context.ts';
import { health } from '../platform/health.ts';
import { API_PREFIX, createApp } from '../platform/http/app.ts';
import type { App } from '../platform/http/types.ts';
import { unknownPaths } from '../platform/http/unknown-paths.ts';
import { type Metrics, openMetrics } from '../platform/metrics.ts';

export interface HttpProcess {
  app: App;
  metrics: Metrics;
}

/** A plugin with its name. Fastify would look for one among all loaded files, which takes a millisecond a plugin. */
const named = (name: string, plugin: FastifyPluginAsync): FastifyPluginAsync =>
  Object.assign(plugin, { [Symbol.for('fastify.display-name')]: name });

/** The modules with all of their routes. */
export async function loadRoutes(names: readonly ModuleName[]) {
  if (modulesNamed(names).some(({ files }) => files)) await loadPublicFileRules();
  return Promise.all(
    modulesNamed(names).map(async (module) => ({
      module,
      parts: await Promise.all((module.routes ?? []).map((load) => load())),
      files: (await module.files?.())?.files,
    })),
  );
}

/**
 * An HTTP process with the given modules mounted.
 * @param options.limited  whether it counts requests itself: the gateway does, a process behind it does not
 * @param options.described  whether it can describe its API
 */
export async function httpProcess(
  ctx: Context,
  names: readonly ModuleName[],
  options: {
    limited: boolean;
    described?: boolean | undefined;
    extend?: (app: App, metrics: Metrics, claimPath: (prefix: string) => void) => Promise<void>;
  },
): Promise<HttpProcess> {
  const metrics = openMetrics(ctx);
  const app = await createApp(ctx, {
    identify: (token, options) => auth.identify(ctx, token, options),
    metrics,
    limited: options.limited,
    described: options.described,
  });
  // Before the routes, to which it applies.
  if (ctx.config.trafficLog.isOn) {
    const { logTraffic, tellCaller } = await import('./traffic.ts');
    if (options.limited) await logTraffic(app, ctx);
    else tellCaller(app);
  }
  const { claimPath } = unknownPaths(app);
  provideMemberData();
  provideFeatureGuards();
  provideOwnReports();
  const mounted = await loadRoutes(names);
  // Every process caches viewers for `identify`, so every process subscribes to their changes.
  for (const module of modulesNamed(['auth', ...names])) {
    const stop = await module.subscribe?.(ctx);
    if (stop) app.addHook('onClose', stop);
  }
  for (const { module, parts, files } of mounted) {
    if (files) await app.register(named(`${module.name} files`, async (scope) => files(scope as App, ctx)));
    await app.register(
      named(module.name, async (scope) => {
        scope.addHook('onRoute', (route) => {
          // The module of the route. A gateway that does not mount it finds it in the generated document.
          route.schema = {
            ...route.schema,
            'x-module': module.name,
            ...(route.config?.isUnlinked ? { 'x-unlinked': true } : {}),
          } as FastifySchema;
        });
        for (const { routes } of parts) routes(scope as App, ctx);
      }),
      { prefix: API_PREFIX },
    );
  }
  await options.extend?.(app, metrics, claimPath);
  if (options.extend === undefined) health(app, ctx, metrics);
  return { app, metrics };
}
