/**
 * The demo campus's "now": a Friday evening in the first week of midterms, 18:00 in Istanbul. Posts are dated back from here. The
 * generated campus shifts all of it to its own last hour.
 */
export const DEMO_NOW = '2026-11-20T15:00:00.000Z';

const eveningMinutes = 18 * 60;
const dayMinutes = 24 * 60;

/**
 * How long before `DEMO_NOW` a wall clock in Istanbul showed a time.
 *
 * @param days  whole calendar days back; 0 is the day of `DEMO_NOW`
 * @param time  `HH:MM` of that day in Istanbul
 * @returns minutes; a negative number would be in the campus's future, which the tests refuse
 */
export function ago(days: number, time: `${number}:${number}`): number {
  const [hours, minutes] = time.split(':').map(Number);
  return days * dayMinutes + eveningMinutes - (Number(hours) * 60 + Number(minutes));
}
