export { redact, type Schemas } from '@chitlaq/protocol';
export { type Api, type ApiOptions, createApi } from './api.ts';
export { clock, serverNow } from './clock.ts';
export { isServerFault } from './is-server-fault.ts';
export { LONGEST_TIMER_MS } from './longest-timer.ts';
export { type FieldProblem, ProblemError } from './problem.ts';
export { refreshQuote } from './quotes.ts';
export { hasSession, isOwnSession } from './session.ts';
