import '@earshot/ui/styles.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/desk-client.ts';
import { DeskFrame } from './desk-frame.tsx';
import { activateLocale, chooseFirstLocale } from './i18n/translate.ts';
import { router } from './router.tsx';

await activateLocale(chooseFirstLocale());

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <DeskFrame>
        <RouterProvider router={router} />
      </DeskFrame>
    </QueryClientProvider>
  </StrictMode>,
);
