import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes } from './routes.ts';

export const analytics: ServiceModule = { name: 'analytics', routes };
