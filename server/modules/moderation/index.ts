import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes } from './reports/routes.ts';

/** What members report of posts and of each other. */
export const moderation: ServiceModule = { name: 'moderation', routes };
