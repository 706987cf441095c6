/** What the global set-up gives to every test file through vitest's `inject`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** The throwaway server's `postgres` database, as its superuser. */
    databaseUrl: string;
    /** Name of the migrated database that each test file's own is cloned from. */
    templateName: string;
    /** PgBouncer in transaction mode before that server, where the tests are to run through it. */
    pgBouncerPort: number | null;
    /** Path of pgbouncer, or null where there is none, likewise. */
    pgBouncer: string | null;
    /** Path of a redis-server, or null where there is none: those tests say that they are skipped. */
    redisServer: string | null;
    /** Path of a Python that has a Socket.IO client (python3-socketio, python3-aiohttp), or null, likewise. */
    socketIoPython: string | null;
  }
}

export {};
