import type { ColumnType, Generated } from 'kysely';
import type { Figures } from './administration/schemas.ts';

declare module '../../platform/db.ts' {
  interface Database {
    'announcements.announcements': {
      id: string;
      title_tr: string;
      text_tr: string;
      title_en: string;
      text_en: string;
      link: string | null;
      level: 'information' | 'important';
      is_dismissable: boolean;
      starts_at: Date | null;
      ends_at: Date | null;
      university_ids: string[];
      affiliations: string[];
      roles: string[];
      published_at: Date | null;
      version: Generated<number>;
      shown_version: Generated<number>;
      announced_version: Generated<number>;
      figures: ColumnType<Figures | null, string | undefined, string>;
      changed_by: string | null;
      changed_at: Date;
    };
    'announcements.receipts': {
      announcement_id: string;
      member_id: string;
      dismissed_version: number | null;
      has_opened_link: Generated<boolean>;
    };
  }
}
