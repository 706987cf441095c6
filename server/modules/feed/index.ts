import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { crons, jobs } from './jobs.ts';
import { routes } from './routes.ts';

export const feed: ServiceModule = { name: 'feed', routes, jobs, crons };
