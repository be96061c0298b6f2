import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { describeError } from '../../parts/describe-error.ts';

/** Takes away what a form shows; where that fails it says why, and the form stays. */
export function RemoveButton(props: {
  label: string;
  remove: () => Promise<void>;
  onDone: () => void;
}): ReactElement {
  async function run(): Promise<void> {
    try {
      await props.remove();
      props.onDone();
    } catch (error) {
      say(describeError(error), 'bad');
    }
  }
  return (
    <Button variant="subtle" color="red" onClick={() => void run()}>
      {props.label}
    </Button>
  );
}
