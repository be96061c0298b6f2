import { type ReactElement } from 'react';
import { Dock } from './dock.tsx';
import { Rings } from './rings.tsx';
import { useLiveDesk, useLiveRenewal } from './use-live-desk.ts';

/** Around every page of who works the desk: what rings, and the strip of their conversations. */
export function LiveDesk(): ReactElement {
  const desk = useLiveDesk();
  useLiveRenewal();
  return (
    <>
      <Dock conversations={desk?.conversations ?? []} />
      <Rings offers={desk?.offers ?? []} />
    </>
  );
}
