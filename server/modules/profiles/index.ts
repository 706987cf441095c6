import './tables.ts';
import './events.ts';
import type { ServiceModule } from '../../platform/module.ts';

export { Author, Profile } from './schemas.ts';
export { presentAuthors } from './service.ts';

export const profiles: ServiceModule = { name: 'profiles', routes: [() => import('./routes.ts')] };
