'use client';

import { Card } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import type { Chart, SystemCharts, Unit } from './types.ts';
import { pathOf, shownValue, summaryOf, topOf } from './values.ts';

const HEIGHT = 120;
/** Told apart by colour and by dashes. */
const STROKES = [
  { className: 'stroke-nar', dashes: undefined },
  { className: 'stroke-muted', dashes: '5 4' },
] as const;

function useFormatValue(unit: Unit): (value: number | null) => string {
  const t = useTranslations('system');
  const format = useFormatter();
  return (value) => {
    if (value === null) return '—';
    const shown = shownValue(unit, value);
    if (unit === 'share') return format.number(shown, { style: 'percent', maximumFractionDigits: 0 });
    return t(`units.${unit}`, {
      value: format.number(shown, { maximumFractionDigits: shown < 10 ? 1 : 0 }),
    });
  };
}

/** One chart, and its figures as a table, which is also what screen readers read. */
export function ChartCard({
  chart,
  span,
}: {
  chart: Chart;
  span: Pick<SystemCharts, 'startsAt' | 'stepSeconds'>;
}) {
  const t = useTranslations('system');
  const { name, lines } = chart;
  const isEmpty = lines.every(({ values }) => values.every((value) => value === null));
  return (
    <Card>
      <h2 className="font-medium">{t(`charts.${name}.title`)}</h2>
      <p className="mb-3 text-muted text-sm">{t(`charts.${name}.lead`)}</p>
      {isEmpty ? (
        <p className="py-8 text-center text-muted">{t('empty')}</p>
      ) : (
        <>
          <LineChart chart={chart} span={span} />
          <Figures chart={chart} />
        </>
      )}
    </Card>
  );
}

function LineChart({ chart: { lines, unit }, span }: Parameters<typeof ChartCard>[0]) {
  const format = useFormatter();
  const formatValue = useFormatValue(unit);
  const top = topOf(unit, lines);
  const steps = Math.max(1, ...lines.map(({ values }) => values.length - 1));
  const toY = (value: number) => HEIGHT - (shownValue(unit, value) / top) * HEIGHT;
  const startsAt = new Date(span.startsAt);
  const endsAt = new Date(startsAt.getTime() + steps * span.stepSeconds * 1_000);
  const isLong = endsAt.getTime() - startsAt.getTime() > 86_400_000;
  const time = (at: Date) =>
    format.dateTime(at, isLong ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' });
  const axisValue = (value: number) => formatValue(value / shownValue(unit, 1));
  return (
    <div aria-hidden="true">
      <div className="flex gap-2">
        <div className="tabular-nums flex w-16 shrink-0 flex-col justify-between text-right text-muted text-sm">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{axisValue(value)}</span>
          ))}
        </div>
        <svg
          viewBox={`0 0 ${steps} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 min-w-0 flex-1 overflow-visible"
          role="presentation"
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line
              key={y}
              x1="0"
              x2={steps}
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {lines.map(({ name, values }, index) => (
            <path
              key={name}
              d={pathOf(values, toY)}
              fill="none"
              strokeWidth="1.5"
              strokeLinejoin="round"
              className={strokeOf(index).className}
              strokeDasharray={strokeOf(index).dashes}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      </div>
      <div className="mt-1 flex justify-between pl-[4.5rem] text-muted text-sm">
        <span>{time(startsAt)}</span>
        <span>{time(endsAt)}</span>
      </div>
    </div>
  );
}

const strokeOf = (index: number) => STROKES[index % STROKES.length] ?? STROKES[0];

/** What each line was last, and between what it moved. */
function Figures({ chart: { name: chart, lines, unit } }: Pick<Parameters<typeof ChartCard>[0], 'chart'>) {
  const t = useTranslations('system');
  const formatValue = useFormatValue(unit);
  return (
    <table className="mt-3 w-full text-sm">
      <caption className="sr-only">{t(`charts.${chart}.title`)}</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="font-normal">
            <span className="sr-only">{t('line')}</span>
          </th>
          {(['last', 'lowest', 'highest'] as const).map((column) => (
            <th key={column} scope="col" className="px-1 text-right font-normal">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => {
          const { last, lowest, highest } = summaryOf(line);
          return (
            <tr key={line.name}>
              <th scope="row" className="py-0.5 text-left font-normal">
                <Swatch index={index} />
                {t(`charts.${chart}.lines.${line.name}` as Parameters<typeof t>[0])}
              </th>
              {[last, lowest, highest].map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
                <td key={column} className="tabular-nums whitespace-nowrap px-1 text-right">
                  {formatValue(value)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Swatch({ index }: { index: number }) {
  const { className, dashes } = strokeOf(index);
  return (
    <svg aria-hidden="true" viewBox="0 0 20 4" className="mr-2 inline-block h-1 w-5 align-middle">
      <line x1="0" x2="20" y1="2" y2="2" strokeWidth="2" className={className} strokeDasharray={dashes} />
    </svg>
  );
}
