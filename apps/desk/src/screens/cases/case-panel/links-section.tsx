import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { runAction } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import { AppLink } from '../../../parts/app-link.tsx';
import { pathTo } from '../../../paths.ts';
import { unlinkCases } from '../case-changes/change-links.ts';
import styles from './case-panel.module.css';
import { PanelSection } from './panel-section.tsx';

type Link = CaseDetail['links'][number];

const icons: Record<Link['kind'], IconName> = {
  merged_into: 'merge',
  parent: 'folder',
  related: 'link',
  split_from: 'split',
};

/** Cases that belong together with this one; every link can be taken back. */
export function LinksSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  // The parts of a family stand in a section of their own.
  const links = detail.links.filter((one) => one.kind !== 'parent' || one.direction === 'from');
  return (
    <PanelSection
      title={t('panel.links')}
      deed={
        locked ? null : (
          <span className={styles['deeds']}>
            <IconButton
              size="small"
              icon="merge"
              label={t('action.merge')}
              onClick={() => runAction('case.merge')}
            />
            <IconButton
              size="small"
              icon="link"
              label={t('action.link')}
              onClick={() => runAction('case.link')}
            />
          </span>
        )
      }
    >
      {links.length === 0 ? <p className={styles['empty']}>{t('panel.noLinks')}</p> : null}
      <ul className={styles['rows']}>
        {links.map((link) => (
          <li key={link.id} className={styles['row']}>
            <span className={styles['icon']}>
              <Icon name={icons[link.kind]} />
            </span>
            <AppLink to={pathTo.case(link.number)} className={styles['case']}>
              <span>{link.subject}</span>
              <small>
                {t(`panel.link.${link.kind}.${link.direction}`)} #{link.number}
              </small>
            </AppLink>
            {locked ? null : (
              <IconButton
                size="small"
                icon="unlink"
                label={
                  link.kind === 'merged_into'
                    ? t('banner.unmerge')
                    : t('panel.removeLink', { number: link.number })
                }
                onClick={() => void unlinkCases(detail, link)}
              />
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
