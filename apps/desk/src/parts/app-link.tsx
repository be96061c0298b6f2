import { useRouter } from '@tanstack/react-router';
import { useCallback, type ComponentPropsWithRef, type ReactElement } from 'react';

/** Goes to an address made by `pathTo`; `replace` leaves no step in the history. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (path, options) => {
      if (options?.replace === true) history.replace(path);
      else history.push(path);
    },
    [history],
  );
}

/** A link inside the desk: a real address for new tabs, no reload on a plain click. */
export function AppLink({
  to,
  onClick,
  ...rest
}: Omit<ComponentPropsWithRef<'a'>, 'href'> & { to: string }): ReactElement {
  const go = useGo();
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        onClick?.(event);
        const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (event.defaultPrevented || event.button !== 0 || modified) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}
