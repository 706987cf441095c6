'use client';

import { useEffect, useId, useState } from 'react';
import { useFormatter } from 'use-intl';

/** A weight from 0 to 2. Calls back on release, not at every step. */
export function WeightSlider({
  label,
  help,
  value,
  defaultWeight,
  disabled,
  onCommit,
}: {
  label: string;
  help: string;
  value: number;
  defaultWeight: number;
  disabled: boolean;
  onCommit: (value: number) => void;
}) {
  const format = useFormatter();
  const id = useId();
  const [draftValue, setDraftValue] = useState(value);
  useEffect(() => setDraftValue(value), [value]);
  const commit = () => {
    if (draftValue !== value) onCommit(draftValue);
  };
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id} className="tabular-nums text-muted">
          {format.number(draftValue, { minimumFractionDigits: 1 })}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={2}
        step={0.1}
        value={draftValue}
        disabled={disabled}
        list={`${id}-usual`}
        aria-describedby={`${id}-help`}
        onChange={(event) => setDraftValue(Math.round(Number(event.target.value) * 10) / 10)}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
        className="h-11 w-full cursor-pointer accent-nar disabled:cursor-not-allowed disabled:opacity-60"
      />
      <datalist id={`${id}-usual`}>
        <option value={defaultWeight} />
      </datalist>
      <p id={`${id}-help`} className="text-muted text-sm">
        {help}
      </p>
    </div>
  );
}
