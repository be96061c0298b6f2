import { useCallback, useLayoutEffect, useState } from 'react';
import { ScrollKeeper, type KeeperListeners } from './scroll-keeper.ts';

/** The keeper of a timeline's place, and the ref of the box that scrolls. */
export function useTimelineScroll(listeners: KeeperListeners): {
  keeper: ScrollKeeper;
  place: (box: HTMLElement | null) => (() => void) | undefined;
} {
  const [heard] = useState<KeeperListeners>({
    onNearTop: () => undefined,
    onReachEnd: () => undefined,
  });
  const [keeper] = useState(
    () =>
      new ScrollKeeper({
        onNearTop: () => heard.onNearTop(),
        onReachEnd: () => heard.onReachEnd(),
      }),
  );
  useLayoutEffect(() => {
    Object.assign(heard, listeners);
    keeper.settle();
  });
  const place = useCallback(
    (box: HTMLElement | null) => (box === null ? undefined : keeper.attach(box)),
    [keeper],
  );
  return { keeper, place };
}
