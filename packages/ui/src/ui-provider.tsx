import { MantineProvider } from '@mantine/core';
import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import { theme } from './theme.ts';

export interface UiSettings {
  /** BCP 47 language of the reader. */
  locale: string;
  /** IANA name of the reader's zone. */
  timeZone: string;
}

const UiContext = createContext<UiSettings>({ locale: 'en', timeZone: 'UTC' });

/** Language and zone of the reader, for dates and figures. */
export function useUi(): UiSettings {
  return useContext(UiContext);
}

/** Wraps the page: theme, language and zone of everything below. */
export function UiProvider({
  locale,
  timeZone,
  children,
}: UiSettings & { children: ReactNode }): ReactElement {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <UiContext value={{ locale, timeZone }}>{children}</UiContext>
    </MantineProvider>
  );
}
