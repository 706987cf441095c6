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
  400: 'The request is not right',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'A condition is not met',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'A rule stands against it',
  426: 'A WebSocket is needed',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Something broke on our side',
  502: 'A part of the system does not answer',
  503: 'Not available for the moment',
  504: 'A part of the system took too long',
  507: 'No room left',
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
