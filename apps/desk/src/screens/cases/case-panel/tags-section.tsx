import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Tag, TagInput } from '@earshot/ui/tag-input.tsx';
import type { ReactElement } from 'react';
import { changeTags } from '../../../api/change-cases.ts';
import { useTags } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

/** The tags of the case, with completion from those in use. */
export function TagsSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const known = useTags();
  const { tags } = detail;
  return (
    <PanelSection title={t('panel.tags')}>
      {locked ? (
        <p className={styles['tags']}>
          {tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </p>
      ) : (
        <TagInput
          label={t('panel.addTag')}
          placeholder={t('word.add')}
          value={tags}
          suggestions={known}
          removeLabel={(tag) => t('panel.removeTag', { tag })}
          onChange={(next) =>
            void changeTags([detail], {
              add: next.filter((tag) => !tags.includes(tag)),
              remove: tags.filter((tag) => !next.includes(tag)),
            })
          }
        />
      )}
    </PanelSection>
  );
}
