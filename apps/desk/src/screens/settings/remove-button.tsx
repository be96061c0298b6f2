import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { attempt } from '../../actions/attempt.ts';

/** Takes away what a form shows; where that fails it says why, and the form stays. */
export function RemoveButton(props: {
  label: string;
  remove: () => Promise<void>;
  onDone: () => void;
}): ReactElement {
  async function run(): Promise<void> {
    await attempt(async () => {
      await props.remove();
      props.onDone();
    });
  }
  return (
    <Button variant="subtle" color="red" onClick={() => void run()}>
      {props.label}
    </Button>
  );
}
