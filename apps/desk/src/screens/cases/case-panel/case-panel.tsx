import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReactElement } from 'react';
import styles from './case-panel.module.css';
import { ContactSection } from './contact-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { LinksSection } from './links-section.tsx';
import { ParticipantsSection } from './participants-section.tsx';
import { PromisesSection } from './promises-section.tsx';
import { TagsSection } from './tags-section.tsx';

/** Who the contact is and what belongs to the case. */
export function CasePanel({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  return (
    <div className={styles['panel']}>
      <ContactSection detail={detail} />
      <TagsSection detail={detail} locked={locked} />
      <PromisesSection detail={detail} />
      <ParticipantsSection detail={detail} locked={locked} />
      <LinksSection detail={detail} locked={locked} />
      <FactsSection detail={detail} />
    </div>
  );
}
