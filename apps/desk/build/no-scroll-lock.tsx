import type { CSSProperties, ReactElement, ReactNode, Ref } from 'react';

/**
 * Stands in for react-remove-scroll: the desk's page itself never scrolls, so its dialogs need not
 * lock it, and the real one would add a style element that a strict policy forbids.
 */
export function RemoveScroll({
  children,
  className,
  style,
  ref,
}: {
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  ref?: Ref<HTMLDivElement>;
}): ReactElement {
  return (
    <div className={className} style={style} ref={ref}>
      {children}
    </div>
  );
}

RemoveScroll.classNames = { fullWidth: '', zeroRight: '' };
