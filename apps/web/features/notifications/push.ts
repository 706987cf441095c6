import { api } from '../../lib/api.ts';
import { currentServiceWorker, registerServiceWorker } from '../offline/service-worker.ts';

/** The state of push notifications in this browser. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const currentSubscription = async (): Promise<PushSubscription | null> => {
  const registration = await currentServiceWorker();
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** The member who has turned push on in this browser. Another member who signs in here decides for themselves. */
const OWNER_KEY = 'cl_push_member';

/** `off` also if another member has turned push on in this browser. */
export async function pushState(memberId: string): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const isOwn = localStorage.getItem(OWNER_KEY) === memberId;
  return isOwn && Notification.permission === 'granted' && (await currentSubscription()) ? 'on' : 'off';
}

/**
 * Sends this browser's subscription to the server, at each start and after each sign-in: either side may have lost
 * it, and the campus may have a new key. Does nothing if the member has not turned push on here.
 * @returns since when pushes to this browser have failed; null if none has
 */
export async function renewSubscription(memberId: string): Promise<string | null> {
  if (!isSupported() || Notification.permission !== 'granted') return null;
  if (localStorage.getItem(OWNER_KEY) !== memberId) return null;
  const { pushKey } = await api.get('/notifications/preferences');
  const subscription = await subscribe(pushKey);
  if (subscription === null) return null;
  return (await registerSubscription(subscription, memberId)).failingSince;
}

/** Registers this browser's subscription for the signed-in member. */
export async function registerSubscription(subscription: PushSubscription, memberId: string) {
  const registered = await api.post('/notifications/push-subscriptions', {
    body: toWireFormat(subscription),
  });
  localStorage.setItem(OWNER_KEY, memberId);
  return registered;
}

/** The subscription in the API's format. */
function toWireFormat(subscription: PushSubscription) {
  const { endpoint = '', keys } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } };
}

/**
 * Asks for permission and subscribes with the campus's key.
 * @returns null if the member refused
 * @throws if the browser's push service cannot be reached
 */
export async function subscribe(pushKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await registerServiceWorker();
  await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: pushKey };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    // An existing subscription with another key blocks the new one: the campus has a new key.
    const existing = await registration.pushManager.getSubscription();
    if (!existing) throw error;
    await existing.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

/** Ends the subscription in the browser and on the server. Registering it again returns its id, which the deletion needs. */
export async function unsubscribe(): Promise<void> {
  localStorage.removeItem(OWNER_KEY);
  const subscription = await currentSubscription();
  if (subscription === null) return;
  await subscription.unsubscribe();
  const { id } = await api.post('/notifications/push-subscriptions', { body: toWireFormat(subscription) });
  await api.delete('/notifications/push-subscriptions/{id}', { path: { id } });
}
