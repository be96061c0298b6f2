/** The look of the pages outside: the tokens of packages/ui, light and dark, one column. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#fbfbfa;--surface:#fff;--sunken:#f3f3f1;--line:#e5e5e1;
--control-line:#8b8b85;--text:#1b1c1f;--text-2:#4d5057;--text-3:#64676e;--text-on-accent:#fff;
--accent:#3355cf;--accent-hover:#2a47b3;--accent-text:#2d4cc0;--accent-soft:#e9eefb;--focus:#3355cf;
--warn-text:#855000;--warn-soft:#fdf1dc;--bad-text:#b3261e;--bad-soft:#fdebe9;--good-text:#1a7340;
--note:#fff8e5}
@media(prefers-color-scheme:dark){:root{--bg:#17181b;--surface:#1b1c20;--sunken:#121316;
--line:#2b2d32;--control-line:#70747d;--text:#e7e8ea;--text-2:#b4b8c0;--text-3:#979ca6;
--accent:#4a69dd;--accent-hover:#3f5ed0;--accent-text:#a3b6ff;--accent-soft:#252d45;--focus:#8ea6ff;
--warn-text:#efb562;--warn-soft:#33280f;--bad-text:#ff968d;--bad-soft:#3a1f1e;--good-text:#72cf9a;
--note:#29251a}}
*{box-sizing:border-box}
html{scroll-padding-top:24px}
body{margin:0;background:var(--bg);color:var(--text);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
a{color:var(--accent-text);text-underline-offset:3px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}
.skip:focus{left:16px;top:12px;background:var(--surface);padding:8px 12px}
.page{max-width:720px;margin:0 auto;padding:32px 20px 64px}
.firm{color:var(--text-3);font-size:14px;margin:0 0 24px;font-weight:600}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:16px;margin:0 0 8px}
.under{color:var(--text-3);font-size:14px;margin:0}
section{margin-top:36px}
.state{border-left:3px solid var(--accent);padding:2px 0 2px 16px}
.state h2:not(:first-child){margin-top:20px}.hint+.messages{margin-top:16px}
.state p{margin:0 0 8px}.state p:last-child{margin:0}
.said{background:var(--accent-soft);border-radius:6px;padding:12px 16px;margin:24px 0 0}
.wrong{background:var(--bad-soft);color:var(--text);border-radius:6px;padding:12px 16px;margin:0 0 16px}
.wrong strong{color:var(--bad-text);display:block}
ol,ul{list-style:none;margin:0;padding:0}
.promises li{border-top:1px solid var(--line);padding:12px 0;display:grid;
grid-template-columns:minmax(0,1fr) auto;gap:0 16px}
.promises li:last-child{border-bottom:1px solid var(--line)}
.promises p{margin:0}.promises .more{color:var(--text-2);font-size:14px}
.mark{font-size:14px;font-weight:600;white-space:nowrap;color:var(--text-2)}
.mark.good{color:var(--good-text)}.mark.bad{color:var(--bad-text)}.mark.warn{color:var(--warn-text)}
.messages li{border-top:1px solid var(--line);padding:20px 0}
.messages .head{display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;margin:0 0 6px}
.messages .head strong{font-weight:600}.messages time{color:var(--text-3);font-size:14px}
.messages .ours{border-left:3px solid var(--line);padding-left:16px}
.messages .note{background:var(--note);padding:16px}
.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
.text+.text,details{margin-top:10px}
summary{cursor:pointer;color:var(--text-3);font-size:14px}
details .text{color:var(--text-2);margin-top:8px}
.files{margin-top:12px;font-size:14px}.files li{border:0;padding:2px 0}
label{display:block;font-weight:600;margin:16px 0 6px;font-size:14px}
textarea{width:100%;min-height:160px;font:inherit;color:inherit;background:var(--surface);
border:1px solid var(--control-line);border-radius:6px;padding:12px;resize:vertical}
input[type=file]{font:inherit;font-size:14px;max-width:100%;color:var(--text-2)}
input[type=checkbox],input[type=radio]{width:18px;height:18px;margin:0 8px 0 0;vertical-align:-3px}
.choice{font-weight:400;font-size:16px;margin:8px 0;padding-inline-start:26px;text-indent:-26px}
fieldset{border:0;margin:16px 0 0;padding:0}legend{font-weight:600;font-size:14px;padding:0}
.hint{color:var(--text-2);font-size:14px;margin:0}
button{font:inherit;font-weight:600;min-height:44px;padding:8px 20px;border-radius:6px;cursor:pointer;
border:1px solid var(--accent);background:var(--accent);color:var(--text-on-accent)}
button:hover{background:var(--accent-hover)}
button.plain{background:transparent;color:var(--text);border-color:var(--control-line)}
button.plain:hover{background:var(--sunken)}
.row{display:flex;flex-wrap:wrap;gap:12px;margin-top:20px}
footer{margin-top:56px;padding-top:16px;border-top:1px solid var(--line);color:var(--text-3);
font-size:14px;overflow-wrap:anywhere}
@media(max-width:480px){.page{padding:20px 16px 48px}h1{font-size:22px}
.promises li{grid-template-columns:minmax(0,1fr)}.row button{flex:1 1 100%}}
@media print{form,.skip{display:none}}
`;
