import { retryAfterSeconds } from '@chitlaq/protocol';

export interface FieldProblem {
  /** Path of the field, for example `email` or `items.0.name`. */
  path: string;
  message: string;
}

/** A refusal of the API (RFC 9457), or a network failure: then `status` is 0 and `code` is `offline`. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly status: number;
  /** Stable snake_case code to branch on and to translate by. */
  readonly code: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly requestId: string | undefined;
  /** Seconds until a retry makes sense. */
  readonly retryAfter: number | undefined;
  constructor(problem: {
    status: number;
    code: string;
    detail: string;
    errors?: FieldProblem[] | undefined;
    requestId?: string | undefined;
    retryAfter?: number | undefined;
    cause?: unknown;
  }) {
    super(problem.detail, problem.cause === undefined ? undefined : { cause: problem.cause });
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.retryAfter = problem.retryAfter;
  }
}

/** Reads a problem from a response, even if a proxy answered in HTML. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const { headers } = response;
  const shared = {
    status: response.status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: retryAfterSeconds(headers.get('retry-after'), headers.get('date')),
  };
  try {
    const body = (await response.json()) as {
      code?: string;
      detail?: string;
      errors?: FieldProblem[];
      requestId?: string;
    };
    return new ProblemError({
      ...shared,
      code: body.code ?? 'unknown',
      detail: body.detail ?? response.statusText,
      errors: body.errors,
      requestId: body.requestId ?? shared.requestId,
    });
  } catch (cause) {
    return new ProblemError({ ...shared, code: 'unknown', detail: response.statusText, cause });
  }
}
