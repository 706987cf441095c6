declare module '../../platform/db.ts' {
  interface Database {
    'graphile_worker.jobs': {
      id: string;
      task_identifier: string;
      run_at: Date;
      attempts: number;
      max_attempts: number;
      last_error: string | null;
      created_at: Date;
      locked_at: Date | null;
    };
  }
}

export {};
