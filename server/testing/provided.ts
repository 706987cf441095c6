/** What the global set-up provides to every test file through vitest's `inject`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** The throwaway server's `postgres` database, as its superuser. */
    databaseUrl: string;
    /** Name of the migrated database that test databases are cloned from. */
    templateName: string;
    /** Port of a PgBouncer in transaction mode in front of that server, if the tests run through it. */
    pgBouncerPort: number | null;
    /** Path of pgbouncer, or null if it is not installed; its tests are then skipped with a message. */
    pgBouncer: string | null;
    /** Path of a redis-server, or null, likewise. */
    redisServer: string | null;
    /** Path of a Python that has a Socket.IO client (python3-socketio, python3-aiohttp), or null, likewise. */
    socketIoPython: string | null;
  }
}

export {};
