import {
  createTheme,
  type DrawerProps,
  type MenuProps,
  type ModalProps,
  type ModalRootProps,
  type PopoverProps,
  type TooltipProps,
} from '@mantine/core';

const quick = { duration: 140 };
const dialog = { lockScroll: false, yOffset: '12vh', transitionProps: quick };

/**
 * The theme of Mantine's components. Colours and sizes are static CSS (mantine-tokens.css), and no
 * component may add a style element: that keeps `style-src 'self'` possible. Components are named
 * and not imported, so that menus and dialogs are fetched by the parts that show them.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  components: {
    Modal: { defaultProps: { ...dialog, centered: false } satisfies Partial<ModalProps> },
    ModalRoot: { defaultProps: dialog satisfies Partial<ModalRootProps> },
    Drawer: {
      defaultProps: { lockScroll: false, transitionProps: quick } satisfies Partial<DrawerProps>,
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        transitionProps: quick,
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      } satisfies Partial<MenuProps>,
    },
    Popover: {
      defaultProps: { shadow: 'md', transitionProps: quick } satisfies Partial<PopoverProps>,
    },
    Tooltip: {
      defaultProps: {
        openDelay: 450,
        closeDelay: 0,
        events: { hover: true, focus: true, touch: false },
        transitionProps: quick,
      } satisfies Partial<TooltipProps>,
    },
  },
});
