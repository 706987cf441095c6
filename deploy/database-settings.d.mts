/** The types of `database-settings.mjs`, which runs on any Node without a build. */
export type Setting = [name: string, value: string | number, reason: string];
export interface Machine {
  memoryMb: number;
  processors: number;
}
export interface DatabaseSettings {
  postgres: Setting[];
  pgbouncer: Setting[];
  pools: Record<string, number>;
  connections: number;
}
export const POOL_SHARES: Record<string, number>;
export function databaseSettings(machine: Machine): DatabaseSettings;
export function settingsFiles(machine: Machine): Record<'postgresql.conf' | 'pgbouncer.ini', string>;
