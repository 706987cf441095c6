import { handbookSection, type RuleGroup, ruleGroups } from './alerts.ts';

/** Quoted as JSON, which YAML understands. */
const quoted = (text: string): string => JSON.stringify(text);

/** Rule groups in the format of Prometheus and vmalert. */
export function rulesYaml(groups: readonly RuleGroup[] = ruleGroups): string {
  const lines = [
    '# Generated from tools/monitoring/alerts.ts: npm run generate',
    '# What to do about each alert: docs/handbook/alerts.md',
    'groups:',
  ];
  for (const { name, interval, recordings = [], alerts } of groups) {
    lines.push(`  - name: ${name}`, `    interval: ${interval}`, '    rules:');
    for (const { record, expr } of recordings)
      lines.push(`      - record: ${quoted(record)}`, `        expr: ${quoted(expr)}`);
    for (const alert of alerts)
      lines.push(
        `      - alert: ${alert.name}`,
        `        expr: ${quoted(alert.expr)}`,
        `        for: ${alert.for}`,
        '        labels:',
        `          severity: ${alert.severity}`,
        '        annotations:',
        `          summary: ${quoted(alert.summary)}`,
        `          handbook: ${quoted(handbookSection(alert))}`,
      );
  }
  return `${lines.join('\n')}\n`;
}
