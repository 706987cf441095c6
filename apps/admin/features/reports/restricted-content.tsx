'use client';

import { Button, TextArea } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { LinkPreviewSnapshot, MediaSnapshot, PostSnapshot } from './snapshots.tsx';
import type { Case } from './types.ts';

type ReportedMessage = NonNullable<Case['message']>;
type ReportedMessageContent = Omit<ReportedMessage, 'before'>;

/**
 * Reported content that the viewer may not normally see. Opening it takes a reason, is written to the audit log, and
 * the author is notified.
 */
export function RestrictedContent({ subject }: { subject: Case }) {
  const t = useTranslations('reports');
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [openedCase, setOpenedCase] = useState<Case>();
  const submission = useSubmit(['reason']);
  const submit = async () => {
    await submission.run(async () => {
      setOpenedCase(
        await api.post('/admin/reports/{id}/open', { path: { id: subject.id }, body: { reason } }),
      );
      setIsAsking(false);
    });
  };
  if (openedCase?.message) return <ReportedMessageView message={openedCase.message} />;
  if (openedCase?.post)
    return <PostSnapshot post={openedCase.post} currentContent={openedCase.currentContent} />;
  const kind = subject.subjectType === 'message' ? 'message' : 'post';
  return (
    <div className="grid justify-items-start gap-2 rounded-control border border-line px-4 py-3">
      <p className="text-muted text-sm">{t(`access.${kind}.help`)}</p>
      <Button onClick={() => setIsAsking(true)}>{t(`access.${kind}.button`)}</Button>
      {isAsking ? (
        <FormSheet
          title={t(`access.${kind}.title`)}
          description={t('access.lead')}
          submitLabel={t(`access.${kind}.button`)}
          disabledReason={reason.trim() === '' ? t('access.needed') : undefined}
          submission={submission}
          onSubmit={submit}
          onClose={() => setIsAsking(false)}
        >
          <TextArea
            label={t('access.reason')}
            help={t('access.reasonHelp')}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
            error={submission.errors.reason}
          />
        </FormSheet>
      ) : null}
    </div>
  );
}

function ReportedMessageView({ message }: { message: ReportedMessage }) {
  const t = useTranslations('reports');
  return (
    <div className="grid gap-3 rounded-control border border-line px-4 py-3">
      {message.before.length > 0 ? (
        <div className="grid gap-2 border-line border-b pb-3">
          <p className="text-muted text-sm">{t('precedingMessages')}</p>
          {message.before.map((content, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an immutable snapshot, never reordered
            <MessageContent key={index} content={content} />
          ))}
        </div>
      ) : null}
      <p className="text-muted text-sm">{t('reported')}</p>
      <MessageContent content={message} />
    </div>
  );
}

function MessageContent({ content }: { content: ReportedMessageContent }) {
  const t = useTranslations('reports');
  return (
    <div className="grid gap-1">
      <p className="text-sm">
        <span className="font-medium">
          {content.sender ? `@${content.sender.username}` : t('formerMember')}
        </span>
        <span className="text-muted">
          {content.createdAt ? (
            <>
              {' · '}
              <Timestamp at={content.createdAt} />
            </>
          ) : null}
          {content.forwarded ? ` · ${t('forwarded')}` : ''}
        </span>
      </p>
      {content.content ? (
        <blockquote dir="auto" className="user-text whitespace-pre-wrap break-words">
          {content.content}
        </blockquote>
      ) : null}
      {content.media.length > 0 ? (
        <ul className="flex flex-wrap gap-3">
          {content.media.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an immutable snapshot, never reordered
            <MediaSnapshot key={index} item={item} />
          ))}
        </ul>
      ) : null}
      {content.linkPreview ? <LinkPreviewSnapshot preview={content.linkPreview} /> : null}
    </div>
  );
}
