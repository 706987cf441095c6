export { type Api, type ApiOptions, createApi, type Schemas } from './api.ts';
export { clock, serverNow } from './clock.ts';
export { isServerFault } from './is-server-fault.ts';
export { LONGEST_TIMER_MS } from './longest-timer.ts';
export { type FieldProblem, ProblemError } from './problem.ts';
export { refreshQuote } from './quotes.ts';
export { redact } from './redact.ts';
export { hasSession } from './session.ts';
