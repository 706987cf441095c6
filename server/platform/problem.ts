/** One invalid field of a request: `path` as in `email` or `items.0.name`. */
export interface FieldError {
  path: string;
  message: string;
}

/** An expected refusal, sent to the caller as RFC 9457. Any other error is a bug: logged in full, answered as a bare 500. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[] | undefined;
  /** Seconds until a retry makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;
  constructor(
    status: number,
    code: string,
    detail: string,
    options: { cause?: unknown; errors?: FieldError[]; retryAfter?: number } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Authentication required',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Not possible',
  426: 'A WebSocket is needed',
  429: 'Too many requests',
  431: 'Request headers too large',
  500: 'Internal server error',
  502: 'Part of the system isn’t responding',
  503: 'Temporarily unavailable',
  504: 'Part of the system took too long',
  507: 'Insufficient storage',
};

/** The RFC 9457 document of a refusal. */
export function problemDocument(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  errors?: FieldError[],
) {
  return {
    type: `https://chitlaq.org/problems/${code}`,
    title: titles[status] ?? 'Problem',
    status,
    detail,
    code,
    requestId,
    ...(errors ? { errors } : {}),
  };
}
