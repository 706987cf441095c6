import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes } from './routes.ts';

/** People and hashtags, found as one types. */
export const search: ServiceModule = { name: 'search', routes };
