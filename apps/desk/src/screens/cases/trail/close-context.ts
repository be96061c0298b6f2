import { createContext } from 'react';

/** Closes the popover around a row, once the row led somewhere. */
export const CloseContext = createContext<() => void>(() => undefined);
