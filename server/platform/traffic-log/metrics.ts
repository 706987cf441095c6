import { Counter } from 'prom-client';

export const trafficLines = new Counter({
  name: 'traffic_log_lines_total',
  help: 'Lines of the traffic log by outcome: written, or dropped because the disk did not take them in time',
  labelNames: ['outcome'],
  registers: [],
});
export const trafficFailures = new Counter({
  name: 'traffic_log_failures_total',
  help: 'Failed attempts to write the traffic log, or to close or delete a file of it',
  registers: [],
});
