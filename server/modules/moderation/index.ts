import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as reporting } from './reports/routes.ts';
import { routes as settling } from './settling/routes.ts';

/** What members report of posts, messages and each other, and what moderators decide. */
export const moderation: ServiceModule = {
  name: 'moderation',
  routes: (app, ctx) => {
    reporting(app, ctx);
    settling(app, ctx);
  },
};
