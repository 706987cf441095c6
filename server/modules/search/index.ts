import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';

export { textDocument } from './posts/document.ts';
export { createHighlighter, type Match } from './posts/highlight.ts';
export { dayRange } from './posts/id-range.ts';
export { type ParsedQuery, parseQuery, toWordsTsquery } from './posts/query.ts';

export const search: ServiceModule = {
  name: 'search',
  routes: [() => import('./routes.ts'), () => import('./saved/routes.ts')],
  work: [() => import('./posts/jobs.ts')],
};
