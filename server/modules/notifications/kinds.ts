import {
  NOTIFICATION_KINDS,
  type NotificationChannel,
  type NotificationChannels,
  type NotificationKind,
  type NotificationKindDefinition,
  type NotificationTopicOf,
  notificationKinds,
  notificationVariant,
} from '@chitlaq/text/notifications';

export const KINDS = NOTIFICATION_KINDS;
export type Kind = NotificationKind;
export type Channel = NotificationChannel;
export type Channels = NotificationChannels;
export type ChannelTable = Record<Kind, Channels>;

/** The definition of a kind: its sentences, icon, target and channels. */
export const definitionOf = (kind: Kind): NotificationKindDefinition => notificationKinds[kind];

/** A kind, with one of its topics or none. */
export type KindAndTopic = {
  [Name in Kind]: { kind: Name; topic?: NotificationTopicOf<Name> };
}[Kind];

/** Kinds whose subject is a post of somebody other than the recipient. */
export const OTHERS_POST_KINDS: readonly Kind[] = KINDS.filter(
  (kind) => definitionOf(kind).post === 'others',
);

/** Whether the subject is a post. */
export const isAboutPost = (notification: { kind: Kind; topic: string }): boolean =>
  notificationVariant(notification).post !== undefined;
/** Whether the subject is somebody else's post, which may contain muted words. */
export const isAboutOthersPost = (notification: { kind: Kind; topic: string }): boolean =>
  notificationVariant(notification).post === 'others';
