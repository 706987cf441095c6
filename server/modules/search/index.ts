import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';

export { textDocument } from './posts/document.ts';
export { highlighter, type Match } from './posts/highlight.ts';
export { readQuery, type Sought, wordsAlone } from './posts/query.ts';
export { daysOf } from './posts/span.ts';

/** Posts by their words, people and hashtags as one types. */
export const search: ServiceModule = {
  name: 'search',
  routes: [() => import('./routes.ts'), () => import('./kept/routes.ts')],
  work: [() => import('./posts/jobs.ts')],
};
