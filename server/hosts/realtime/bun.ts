/** The part of Bun's server API that we use. Bun's own types would replace Node's in the whole back end. */
export interface Socket<Data> {
  data: Data;
  readonly readyState: number;
  /** Bytes sent; 0 when dropped, -1 when queued behind a slow reader. */
  send(text: string, compress?: boolean): number;
  close(code?: number, reason?: string): void;
  /** Closes it without a closing frame. */
  terminate(): void;
}

export interface Upgrader<Data> {
  upgrade(request: Request, options: { data: Data }): boolean;
  requestIP(request: Request): { address: string; port: number } | null;
}

export interface BunServer {
  readonly port: number;
  stop(closeConnections?: boolean): Promise<void> | void;
}

interface ServeOptions<Data> {
  hostname: string;
  port: number;
  reusePort?: boolean;
  /** Seconds that a request may be idle: Socket.IO long polls wait for events. */
  idleTimeout: number;
  maxRequestBodySize: number;
  fetch(request: Request, server: Upgrader<Data>): Response | undefined | Promise<Response | undefined>;
  websocket: {
    maxPayloadLength: number;
    /** Seconds without a frame or pong until the socket is closed. */
    idleTimeout: number;
    sendPings: boolean;
    /**
     * `shared`: one compression window for all connections, reset after each frame, so that none needs memory
     * for it.
     */
    perMessageDeflate: false | { compress: 'shared'; decompress: 'shared' };
    backpressureLimit: number;
    closeOnBackpressureLimit: boolean;
    open(socket: Socket<Data>): void;
    message(socket: Socket<Data>, frame: string | Buffer): void;
    close(socket: Socket<Data>, code: number, reason: string): void;
  };
}

/** Starts Bun's server. @throws Error in another runtime */
export function serve<Data>(options: ServeOptions<Data>): BunServer {
  const runtime = globalThis as unknown as { Bun?: { serve(options: ServeOptions<Data>): BunServer } };
  if (!runtime.Bun) throw new Error('the realtime process runs on Bun');
  return runtime.Bun.serve(options);
}
