import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is too narrow for a third column (below 1100 px). */
export function useNarrow(): boolean {
  return useMediaQuery('(width < 1100px)', undefined, { getInitialValueInEffect: false });
}

/** Whether there is room for one column only (below 760 px). */
export function useSingleColumn(): boolean {
  return useMediaQuery('(width < 760px)', undefined, { getInitialValueInEffect: false });
}
