'use client';

import { type LoadedMenuProps, Menu, MenuItem, MenuSeparator, toast } from '@chitlaq/ui';
import {
  Copy,
  CornerUpLeft,
  CornerUpRight,
  EyeOff,
  Flag,
  Pencil,
  Pin,
  SmilePlus,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isEditable } from './thread-state.ts';
import type { Message } from './types.ts';
import type { MessageActions } from './use-message-actions.tsx';

/** Offered directly; the picker has all others. */
const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** The menu of a message. */
export function MessageMenu({
  message,
  actions,
  ...menuProps
}: LoadedMenuProps & { message: Message; actions: MessageActions }) {
  const t = useTranslations('messaging.menu');
  const { meId, isAdmin, isBlocking } = actions;
  const isOwn = message.senderId === meId;
  const isDeleted = message.deletedAt !== null;
  // A message of a blocked member that is shown for now: it can only be hidden again or reported.
  if (message.senderBlocked)
    return (
      <Menu {...menuProps} align="start">
        <MenuItem icon={<EyeOff aria-hidden="true" />} onSelect={() => actions.hideAgain(message)}>
          {t('hideAgain')}
        </MenuItem>
        <MenuItem
          icon={<Flag aria-hidden="true" />}
          onSelect={() => actions.openDialog({ kind: 'report', message })}
        >
          {t('report')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          danger
          icon={<Trash2 aria-hidden="true" />}
          onSelect={() => actions.openDialog({ kind: 'forMe', message })}
        >
          {t('deleteForMe')}
        </MenuItem>
      </Menu>
    );
  const copy = async () => {
    await navigator.clipboard.writeText(message.content);
    toast({ message: t('copied') });
  };
  return (
    <Menu {...menuProps} align={isOwn ? 'end' : 'start'}>
      {isDeleted ? null : (
        <>
          {isBlocking ? null : (
            <>
              {/* biome-ignore lint/a11y/useSemanticElements: a row of items inside a menu */}
              <div role="group" aria-label={t('react')} className="flex">
                {QUICK_REACTIONS.map((emoji) => {
                  const isMine = message.reactions.some(
                    (reaction) => reaction.emoji === emoji && reaction.userIds.includes(meId),
                  );
                  return (
                    <MenuItem
                      key={emoji}
                      aria-label={t('reactWith', { emoji })}
                      className={`size-10 min-h-10 justify-center px-0 text-center text-xl ${isMine ? 'bg-nar-soft' : ''}`}
                      onSelect={() => actions.react(message, emoji, !isMine)}
                    >
                      {emoji}
                    </MenuItem>
                  );
                })}
                <MenuItem
                  aria-label={t('otherReaction')}
                  className="size-10 min-h-10 justify-center gap-0 px-0"
                  onSelect={() => actions.openDialog({ kind: 'emoji', message })}
                >
                  <SmilePlus aria-hidden="true" className="mx-auto" />
                </MenuItem>
              </div>
              <MenuSeparator />
              <MenuItem icon={<CornerUpLeft aria-hidden="true" />} onSelect={() => actions.reply(message)}>
                {t('reply')}
              </MenuItem>
            </>
          )}
          {message.content ? (
            <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => void copy()}>
              {t('copy')}
            </MenuItem>
          ) : null}
          <MenuItem
            icon={<CornerUpRight aria-hidden="true" />}
            disabledReason={message.expiresAt ? t('noForward') : undefined}
            onSelect={() => actions.openDialog({ kind: 'forward', message })}
          >
            {t('forward')}
          </MenuItem>
          {isAdmin && !isBlocking ? (
            <MenuItem icon={<Pin aria-hidden="true" />} onSelect={() => actions.pin(message)}>
              {t('pin')}
            </MenuItem>
          ) : null}
          {isOwn && !isBlocking ? (
            <MenuItem
              icon={<Pencil aria-hidden="true" />}
              disabledReason={isEditable(message) ? undefined : t('editExpired')}
              onSelect={() => actions.edit(message)}
            >
              {t('edit')}
            </MenuItem>
          ) : null}
          {isOwn || message.senderId === null ? null : (
            <MenuItem
              icon={<Flag aria-hidden="true" />}
              onSelect={() => actions.openDialog({ kind: 'report', message })}
            >
              {t('report')}
            </MenuItem>
          )}
          <MenuSeparator />
        </>
      )}
      <MenuItem
        danger
        icon={<Trash2 aria-hidden="true" />}
        onSelect={() => actions.openDialog({ kind: 'forMe', message })}
      >
        {t('deleteForMe')}
      </MenuItem>
      {!isDeleted && (isOwn || (isAdmin && actions.isGroup)) ? (
        <MenuItem
          danger
          icon={<Trash2 aria-hidden="true" />}
          onSelect={() => actions.openDialog({ kind: 'forEveryone', message })}
        >
          {t('deleteForEveryone')}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
