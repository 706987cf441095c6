import { ago } from './clock.ts';

/**
 * When the members who are shown for signing in last read all their notifications, in minutes before `DEMO_NOW`, the oldest
 * first. What came after the last one is unread. The other members have no notifications.
 */
export const demoLooks: Readonly<Record<string, readonly number[]>> = {
  ayse: [ago(12, '08:50'), ago(5, '21:15'), ago(2, '12:40'), ago(0, '13:30')],
  bora: [ago(14, '09:00'), ago(6, '17:30'), ago(1, '11:20'), ago(0, '14:10')],
  derya: [ago(15, '23:40'), ago(9, '20:05'), ago(4, '22:30'), ago(1, '13:15'), ago(0, '16:15')],
  can: [ago(17, '10:30'), ago(8, '19:00'), ago(3, '09:45'), ago(0, '13:20')],
};
