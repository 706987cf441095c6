import { api } from '../../lib/api.ts';
import { currentWorker, registerWorker } from '../offline/worker.ts';

/** What this browser can do, and does, about pushes. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const current = async (): Promise<PushSubscription | null> => {
  const registration = await currentWorker();
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** Who has switched pushes on in this browser: another member who signs in here decides for themselves. */
const OWNER = 'cl_push_member';

export async function pushState(memberId: string): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const isOwn = localStorage.getItem(OWNER) === memberId;
  return isOwn && Notification.permission === 'granted' && (await current()) ? 'on' : 'off';
}

/**
 * Hands this browser's subscription to the server, at each start and after each sign-in: either side may have lost it,
 * and the campus may have a new key. Does nothing where the member has not switched pushes on here.
 * @returns since when no push has reached this browser; null where none is known to have failed
 */
export async function renewSubscription(memberId: string): Promise<string | null> {
  if (!isSupported() || Notification.permission !== 'granted') return null;
  if (localStorage.getItem(OWNER) !== memberId) return null;
  const { pushKey } = await api.get('/notifications/preferences');
  const subscription = await subscribe(pushKey);
  if (subscription === null) return null;
  return (await handOver(subscription, memberId)).failingSince;
}

/** Has the server send this browser's pushes to the signed-in member. */
export async function handOver(subscription: PushSubscription, memberId: string) {
  const made = await api.post('/notifications/push-subscriptions', { body: wireOf(subscription) });
  localStorage.setItem(OWNER, memberId);
  return made;
}

/** What the server takes of a subscription. */
function wireOf(subscription: PushSubscription) {
  const { endpoint = '', keys } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } };
}

/**
 * Asks for permission and for a subscription under the campus's key.
 * @returns null where the member said no
 * @throws where the browser's push service can't be reached
 */
export async function subscribe(pushKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await registerWorker();
  await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: pushKey };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    // One under another key stands in the way: the campus has a new one.
    const old = await registration.pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

/** Ends it in the browser and at the server, which knows a browser by its address: asking for it again tells the id. */
export async function unsubscribe(): Promise<void> {
  localStorage.removeItem(OWNER);
  const subscription = await current();
  if (subscription === null) return;
  await subscription.unsubscribe();
  const { id } = await api.post('/notifications/push-subscriptions', { body: wireOf(subscription) });
  await api.delete('/notifications/push-subscriptions/{id}', { path: { id } });
}
