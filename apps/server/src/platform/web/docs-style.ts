/** The look of /docs: the tokens of the desk, light and dark, one column on a phone. */
export const docsStyle = `
:root{color-scheme:light dark;--bg:#fbfbfa;--surface:#fff;--sunken:#f3f3f1;--line:#e5e5e1;
--text:#1b1c1f;--text-2:#4d5057;--text-3:#64676e;--accent:#2d4cc0;--soft:#e9eefb;--code:#f3f3f1;
--get:#2d4cc0;--post:#1a7340;--change:#855000;--delete:#b3261e;--mark:#fdeaa8}
@media(prefers-color-scheme:dark){:root{--bg:#17181b;--surface:#1b1c20;--sunken:#121316;
--line:#2b2d32;--text:#e7e8ea;--text-2:#b4b8c0;--text-3:#979ca6;--accent:#a3b6ff;--soft:#252d45;
--code:#24262a;--get:#a3b6ff;--post:#72cf9a;--change:#efb562;--delete:#ff968d;--mark:#5a4a12}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--bg);color:var(--text);line-height:1.55;
font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
a{color:var(--accent);text-underline-offset:2px}nav a{text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible,nav:focus-visible,pre:focus-visible{
outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:13px}
p code,td code,dd code,li code{background:var(--code);padding:1px 4px;border-radius:4px}
.skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--surface);padding:8px}
.frame{display:grid;grid-template-columns:304px minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:24px 8px 48px 24px;
border-right:1px solid var(--line);font-size:13px;background:var(--sunken)}
nav .name{font-size:16px;font-weight:600;color:var(--text);display:block;margin-bottom:4px}
nav .version{color:var(--text-3);font-variant-numeric:tabular-nums}
.short{display:none}nav details{margin-top:10px}nav summary{font-weight:600;cursor:pointer;padding:2px 0;color:var(--text)}
nav ul{list-style:none;margin:2px 0 6px;padding:0}
nav li a{display:flex;gap:8px;padding:3px 8px;border-radius:4px;color:var(--text-2);overflow-wrap:anywhere}
nav li a:hover{background:var(--soft);text-decoration:none}
main{padding:32px 48px 120px;max-width:1240px;min-width:0}
h1{font-size:26px;line-height:1.25;margin:0 0 8px}h2{font-size:20px;margin:64px 0 4px}
h3{font-size:16px;margin:0;width:fit-content}h4{font-size:13px;margin:20px 0 4px;color:var(--text-2)}
h2+p,.lead{color:var(--text-2);margin-top:0;max-width:72ch}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:24px;margin:28px 0 0;padding:0}
.facts div{border-top:1px solid var(--line);padding-top:12px}.facts dt{font-weight:600}
.facts dd{margin:4px 0 0;color:var(--text-2)}
article{border-top:1px solid var(--line);padding:28px 0 20px;display:grid;
grid-template-columns:minmax(0,1fr) minmax(0,400px);gap:8px 40px}
article>*{grid-column:1}article>.example{grid-column:2;grid-row:1/span 6;align-self:start;position:sticky;top:16px}
article:target h3,tr:target td:first-child{background:var(--mark)}
.path{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap;margin:6px 0 0;overflow-wrap:anywhere}
.path code{font-size:14px}
.method{font:600 11px/1.6 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.04em;min-width:42px}
.get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--change)}.delete{color:var(--delete)}
.access{color:var(--text-3);font-size:13px;margin:4px 0 0}.summary{margin:8px 0 0;max-width:72ch}
.example{font-size:12px}.example p{margin:0 0 6px;color:var(--text-3)}
pre{margin:0;background:var(--sunken);border:1px solid var(--line);border-radius:6px;padding:12px 14px;
overflow:auto;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;font-weight:400;color:var(--text-3);padding:4px 12px 4px 0}
td{border-top:1px solid var(--line);padding:7px 12px 7px 0;vertical-align:top}
td:first-child{width:30%;overflow-wrap:anywhere}td:nth-child(2){width:30%;color:var(--text-2)}
.codes td:nth-child(2){width:auto;color:var(--text)}
.must{color:var(--text-3);font-size:12px;white-space:nowrap}
.schema{border-top:1px solid var(--line);padding:8px 0}
.schema>summary{cursor:pointer;padding:4px 0}.schema>summary code{font-weight:600;font-size:14px}
.errors{font-size:13px;color:var(--text-2)}
@media(max-width:1100px){article{display:block}.example{margin-top:16px}main{padding:24px}}
@media(max-width:760px){.frame{display:block}nav{position:static;height:auto;border:0;padding:16px}nav details{display:none}
.short{display:flex;flex-wrap:wrap;gap:6px 14px;margin:10px 0 0}
main{padding:16px}table,tbody,tr,td{display:block;width:auto!important}thead{display:none}
td{border:0;padding:1px 0}tr{border-top:1px solid var(--line);padding:6px 0}}
@media print{nav,.example{display:none}.frame{display:block}}
`;
