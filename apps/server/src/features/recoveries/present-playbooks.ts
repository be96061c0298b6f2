import type * as contract from '@earshot/contract/recovery-contract.ts';
import type { Tx } from '../../platform/db/database.ts';
import { wilsonInterval } from '../../platform/share-rules.ts';
import { playbooks } from './playbook-rules.ts';
import { countPlaybooks, type PlaybookCount } from './recovery-views.ts';

/** Every playbook in the reader’s language, with what became of it. */
export async function presentPlaybooks(
  tx: Tx,
  locale: 'de' | 'en',
): Promise<{ items: contract.Playbook[] }> {
  const counts = new Map((await countPlaybooks(tx)).map((one) => [one.playbook, one]));
  return {
    items: playbooks.map((one) => ({
      code: one.code,
      name: one.name[locale],
      because: one.because[locale],
      steps: one.steps.map((step) => ({
        code: step.code,
        title: step.title[locale],
        description: step.description[locale],
        due_after_minutes: step.dueAfter_minutes,
      })),
      outcomes: presentOutcomes(counts.get(one.code)),
    })),
  };
}

function presentOutcomes(count: PlaybookCount | undefined): contract.Playbook['outcomes'] {
  const { started, finished, asked, yes, partly, no } = count ?? {
    started: 0,
    finished: 0,
    asked: 0,
    yes: 0,
    partly: 0,
    no: 0,
  };
  const answered = yes + partly + no;
  const interval = wilsonInterval(yes, answered);
  return {
    started,
    finished,
    asked,
    yes,
    partly,
    no,
    no_answer: asked - answered,
    put_right: interval && { share: yes / answered, ...interval },
  };
}
