import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { Suspense, type ReactElement } from 'react';
import { lazyPart } from '../../../parts/lazy-part.ts';
import { SeatsSection } from '../seats/seats-section.tsx';
import styles from './case-panel.module.css';
import { ContactSection } from './contact-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { LinksSection } from './links-section.tsx';
import { ParticipantsSection } from './participants-section.tsx';
import { PromisesSection } from './promises-section.tsx';
import { TagsSection } from './tags-section.tsx';
import { ChecklistsSection } from '../checklists/checklists-section.tsx';
import { FamilySection } from '../family/family-section.tsx';
import { RecoveriesSection } from '../recoveries/recoveries-section.tsx';
import { TasksSection } from '../tasks/tasks-section.tsx';
import { SideSection } from '../travel/side-section.tsx';

const ReturnLinks = lazyPart(
  async () => (await import('../visitor/return-links.tsx')).ReturnLinks,
  'live',
);

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
      <TasksSection detail={detail} locked={locked} />
      <RecoveriesSection detail={detail} locked={locked} />
      <ChecklistsSection detail={detail} locked={locked} />
      <SideSection detail={detail} locked={locked} />
      <FamilySection detail={detail} locked={locked} />
      <ParticipantsSection detail={detail} locked={locked} />
      <SeatsSection detail={detail} locked={locked} />
      {detail.channel_kind === 'chat' ? (
        <Suspense>
          <ReturnLinks detail={detail} locked={locked} />
        </Suspense>
      ) : null}
      <LinksSection detail={detail} locked={locked} />
      <FactsSection detail={detail} />
    </div>
  );
}
