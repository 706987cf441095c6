export { type Api, type ApiOptions, createApi, type Schemas } from './api.ts';
export { type FieldProblem, ProblemError } from './problem.ts';
export { hasSession } from './session.ts';
export { veiled } from './veiled.ts';
