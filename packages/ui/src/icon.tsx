import type { ReactElement } from 'react';
import { outlines, type IconName } from './icon-outlines.ts';

export type { IconName } from './icon-outlines.ts';

/** One icon of the set; decorative: the word beside it or the button's label says what it is. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={outlines[name]} />
    </svg>
  );
}
