import { EmptyState } from '@earshot/ui/empty-state.tsx';
import type { ReactElement } from 'react';
import type { CaseListName } from '../../paths.ts';

export interface CaseScreenProps {
  caseId: string;
  number: number;
  /** The list from which it was opened, for the way back. */
  list: CaseListName;
}

/** Stands in for the case screen until it is written. */
export function CaseScreen({ number }: CaseScreenProps): ReactElement {
  return <EmptyState title={`#${number}`} />;
}
