import type { FrameLook, FrameTheme } from './frame-look.ts';

const text = { light: '#1b1c1f', dark: '#e7e8ea' } as const;
const quiet = { light: '#64676e', dark: '#979ca6' } as const;
const line = { light: '#d2d2cc', dark: '#3c3f46' } as const;
const link = { light: '#2d4cc0', dark: '#a3b6ff' } as const;
const sunken = { light: '#f3f3f1', dark: '#24262b' } as const;

/** The style sheet of a frame: the desk’s reading type, nothing wider than the frame. */
export function writeFrameStyle(theme: FrameTheme, look: FrameLook): string {
  const sheet = theme === 'dark' && look === 'own' ? 'light' : theme;
  const paper =
    sheet === theme ? '' : 'body{background:#fff;border-radius:6px;padding:12px 14px!important}';
  return `:root{color-scheme:${theme};background:transparent}
html,body{margin:0;padding:0;height:auto}
body{color-scheme:${sheet};color:${text[sheet]};overflow-wrap:break-word;
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
${paper}
main{display:flow-root;overflow-x:auto}
img{max-width:100%;height:auto}table{max-width:100%}
pre,.words{white-space:pre-wrap;overflow-wrap:anywhere;font-family:inherit;margin:0}
pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}
a{color:${link[sheet]};overflow-wrap:anywhere}
blockquote{margin:4px 0 4px 0;padding:0 0 0 12px;border-left:2px solid ${line[sheet]}}
p:first-child{margin-top:0}p:last-child{margin-bottom:0}
details{margin:8px 0}
summary{display:inline-flex;gap:6px;align-items:center;list-style:none;cursor:pointer;
font:12px/20px system-ui,sans-serif;color:${quiet[sheet]};background:${sunken[sheet]};
border-radius:10px;padding:0 10px;user-select:none}
summary::-webkit-details-marker{display:none}summary::before{content:"\\2026"}
summary:focus-visible,a:focus-visible{outline:2px solid ${link[sheet]};outline-offset:2px}
details[open]>summary{margin-bottom:6px}
.picture{display:inline-block;box-sizing:border-box;max-width:100%;overflow:hidden;padding:4px 8px;
border:1px dashed ${line[sheet]};border-radius:4px;color:${quiet[sheet]};font:12px/1.4 system-ui,sans-serif}
@media print{details:not([open])>*{display:block}}`;
}
