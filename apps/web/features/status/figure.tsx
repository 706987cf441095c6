import type { ReactNode } from 'react';

/** A figure with its name, in a `dl`. */
export function Figure({ label, value, detail }: { label: ReactNode; value: ReactNode; detail?: ReactNode }) {
  return (
    <div className="rounded-card border border-line p-4">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-1 font-medium text-lg">{value}</dd>
      {detail ? <dd className="mt-1 text-muted text-sm">{detail}</dd> : null}
    </div>
  );
}

/** What stands in place of figures that do not exist yet. */
export function NoFigures({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="mt-3 rounded-card border border-line p-5">
      <p>{title}</p>
      <p className="mt-1 text-muted">{detail}</p>
    </div>
  );
}
