'use client';

import { Badge, Card } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';

interface Status {
  status: string;
  version: string;
  uptime: number;
  memory?: { rssBytes: number };
  disk?: { freeBytes: number; totalBytes: number };
  services?: Record<string, { status: 'ok' | 'down'; latencyMs: number }>;
}

async function readStatus(): Promise<Status> {
  const response = await fetch('/status', { credentials: 'same-origin' });
  return (await response.json()) as Status; // the gateway's own endpoint; its schema is in the API document
}

/** The health and response time of each service, and the free resources of process and disk. */
export function Health({ className }: { className?: string }) {
  const t = useTranslations('health');
  const format = useFormatter();
  const { data } = useQuery({ queryKey: ['status'], queryFn: readStatus, refetchInterval: 15_000 });
  const gigabytes = (bytes: number) => format.number(bytes / 1024 ** 3, { maximumFractionDigits: 1 });
  return (
    <Card className={className}>
      <h2 className="mb-3 font-medium">{t('title')}</h2>
      <ul className="grid gap-2">
        {Object.entries(data?.services ?? {}).map(([name, service]) => (
          <li key={name} className="flex items-center gap-3">
            <span>{name}</span>
            <span className="tabular-nums ml-auto text-muted text-sm">
              {t('latency', { ms: service.latencyMs })}
            </span>
            <Badge tone={service.status === 'ok' ? 'good' : 'danger'}>
              {service.status === 'ok' ? t('ok') : t('down')}
            </Badge>
          </li>
        ))}
      </ul>
      {data ? (
        <p className="mt-4 text-muted text-sm">
          {t('version', { version: data.version })}
          {data.memory
            ? ` · ${t('memory', { megabytes: Math.round(data.memory.rssBytes / 1024 ** 2) })}`
            : ''}
          {data.disk
            ? ` · ${t('disk', { free: gigabytes(data.disk.freeBytes), total: gigabytes(data.disk.totalBytes) })}`
            : ''}
        </p>
      ) : null}
    </Card>
  );
}
