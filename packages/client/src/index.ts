export { type Api, type ApiOptions, createApi, type Schemas } from './api.ts';
export { clock, serverNow } from './clock.ts';
export { LONGEST_TIMER_MS } from './longest-timer.ts';
export { type FieldProblem, ProblemError } from './problem.ts';
export { requoted } from './quoting.ts';
export { hasSession } from './session.ts';
export { veiled } from './veiled.ts';
