import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { roleNames, roles } from '../../server/roles.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';
import { alerts, handbookSection, ruleGroups } from '../../tools/monitoring/alerts.ts';
import { rulesYaml } from '../../tools/monitoring/rules.ts';
import { cases, type Situation } from './alert-cases.ts';

const root = join(import.meta.dirname, '../..');
const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));
const folder = temporaryFolder('chitlaq-alerts-');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs promtool's tests in these files, with its databases in memory. */
function runRuleTests(files: string[]): void {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', ...files], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
}

test.for(['alerts.md', 'alerts.tr.md'])(
  'each alert has a section in %s, and each section an alert',
  (page) => {
    const handbook = readFileSync(join(root, 'docs/handbook', page), 'utf8');
    const sections = [...handbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections.toSorted()).toEqual(alerts.map(({ name }) => name).sort());
    for (const alert of alerts) expect(rulesYaml()).toContain(handbookSection(alert));
  },
);

test('each alert is tried in both directions', () => {
  expect(Object.keys(cases).sort()).toEqual(alerts.map(({ name }) => name).sort());
});

/** Whether an alert fires, in the format of promtool's tests; JSON is YAML. */
function promtoolTest(name: string, { series, at, step = '1m' }: Situation, fires: boolean) {
  return {
    interval: step,
    name: `${name} ${fires ? 'fires' : 'is quiet'}`,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `sum(ALERTS{alertname="${name}",alertstate="firing"}) > bool 0 or vector(0)`,
        eval_time: at,
        exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
      },
    ],
  };
}

test.runIf(promtool)(
  `each alert fires when it should, and only then${promtool ? '' : ' (skipped: no promtool on this machine)'}`,
  () => {
    const files = alerts.map((alert) => {
      const [rules, file] = [join(folder, `${alert.name}.yml`), join(folder, `${alert.name}.json`)];
      writeFileSync(rules, rulesYaml([{ name: 'one', interval: '1m', alerts: [alert] }]));
      const found = cases[alert.name];
      if (!found) throw new Error(`${alert.name} has no cases`);
      const content = {
        rule_files: [rules],
        evaluation_interval: found.fires.every ?? found.fires.step ?? '1m',
        tests: [
          promtoolTest(alert.name, found.fires, true),
          ...[found.quiet, ...(found.alsoQuiet ? [found.alsoQuiet] : [])].map((quiet) =>
            promtoolTest(alert.name, quiet, false),
          ),
        ],
      };
      writeFileSync(file, JSON.stringify(content));
      return file;
    });
    runRuleTests(files);
  },
);

test.runIf(promtool)('the recorded rates of the SLO count errors of members’ requests only', () => {
  const rules = join(folder, 'slo.yml');
  writeFileSync(rules, rulesYaml(ruleGroups.filter(({ recordings }) => recordings !== undefined)));
  const request = (route: string, status: number) =>
    `http_request_duration_seconds_count{job="gateway",method="GET",route="${route}",status="${status}"}`;
  const expects = (expr: string, value: number) => ({
    expr,
    eval_time: '20m',
    exp_samples: [{ labels: expr, value }],
  });
  const file = join(folder, 'slo.json');
  writeFileSync(
    file,
    JSON.stringify({
      rule_files: [rules],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: [
            { series: request('/api/v1/posts', 200), values: '0+54x30' },
            { series: request('/api/v1/posts', 500), values: '0+6x30' },
            { series: request('/ready', 503), values: '0+60x30' },
          ],
          promql_expr_test: [expects('slo:requests:rate5m', 1), expects('slo:errors:rate5m', 0.1)],
        },
        {
          interval: '1m',
          input_series: [{ series: request('/api/v1/posts', 200), values: '0+60x30' }],
          promql_expr_test: [expects('slo:errors:rate5m', 0)],
        },
      ],
    }),
  );
  runRuleTests([file]);
});

test.runIf(promtool)('the shipped rules are valid', () => {
  execFileSync(promtool ?? '', ['check', 'rules', join(root, 'deploy/monitoring/rules.yml')]);
});

test.runIf(promtool)('the scrape configuration is valid, and names every role with metrics', () => {
  const file = join(root, 'deploy/monitoring/scrape.yml');
  execFileSync(promtool ?? '', ['check', 'config', file]);
  const names = /names: \[(.*)\]/.exec(readFileSync(file, 'utf8'))?.[1]?.split(', ');
  const withMetrics = roleNames.filter((name) => roles[name].host !== 'pages');
  expect(names?.toSorted()).toEqual(withMetrics.toSorted());
});

const isInstalled = (name: string) => existsSync(`/usr/bin/${name}`);
/** What a program of VictoriaMetrics finds wrong with its configuration. */
const faultsOf = (name: string, options: string[]): string => {
  const { status, stderr } = spawnSync(name, [...options, '-dryRun', '-loggerLevel=ERROR'], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
};

test.runIf(isInstalled('victoria-metrics'))(
  'VictoriaMetrics reads the scrape configuration, strictly',
  () => {
    expect(
      faultsOf('victoria-metrics', [`-promscrape.config=${join(root, 'deploy/monitoring/scrape.yml')}`]),
    ).toBe('');
  },
);

test.runIf(isInstalled('vmalert'))('vmalert reads the rules, and their templates', () => {
  const rules = `-rule=${join(root, 'deploy/monitoring/rules.yml')}`;
  expect(
    faultsOf('vmalert', [
      rules,
      '-rule.validateTemplates',
      '-rule.validateExpressions',
      '-datasource.url=http://127.0.0.1:9',
    ]),
  ).toBe('');
});
