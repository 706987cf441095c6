/**
 * The style of an archive's pages, inline because they load nothing: the product's colours, light or dark by
 * the device.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:oklch(.985 .006 80);--surface:oklch(1 0 0);--ink:oklch(.22 .015 50);--muted:oklch(.5 .015 60);--line:oklch(.91 .008 75);--nar:oklch(.52 .19 22);--soft:oklch(.95 .03 20)}
@media (prefers-color-scheme:dark){:root{--paper:oklch(.17 .012 60);--surface:oklch(.21 .013 60);--ink:oklch(.95 .008 80);--muted:oklch(.72 .012 75);--line:oklch(.31 .014 60);--nar:oklch(.72 .16 22);--soft:oklch(.27 .05 22)}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:720px;padding:24px 16px 64px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--nar);text-underline-offset:3px}
a:focus-visible{outline:2px solid var(--nar);outline-offset:2px;border-radius:4px}
h1{font-size:25px;line-height:1.2;margin:8px 0}
h2{font-size:17px;line-height:1.2;margin:32px 0 12px;padding-top:16px;border-top:1px solid var(--line)}
p{margin:8px 0}
nav,.page-nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:12px 0}
nav a,.page-nav a,.list a{display:inline-block;padding:4px 0}
.muted,time,figcaption{color:var(--muted);font-size:13px}
.list{list-style:none;margin:0;padding:0}
.list li{border-top:1px solid var(--line);padding:12px 0}
.list strong{font-weight:550}
article{max-width:min(100%,560px);width:fit-content;min-width:0;margin:8px 0;padding:8px 12px;background:var(--surface);border:1px solid var(--line);border-radius:14px}
article.own{margin-left:auto;background:var(--soft)}
article:target{outline:2px solid var(--nar)}
article.notice{margin:12px auto;background:none;border:0;color:var(--muted);font-size:13px;text-align:center}
article header{display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline}
article header b{font-weight:550}
.text{white-space:pre-wrap;margin:4px 0}
.deleted{color:var(--muted);font-style:italic}
blockquote{margin:6px 0;padding:2px 10px;border-left:3px solid var(--nar);color:var(--muted);font-size:13px}
figure{margin:8px 0}
img,video{width:auto;max-width:100%;height:auto;max-height:480px;border-radius:8px;display:block}
audio{width:100%;min-width:240px}
.reactions{font-size:13px;color:var(--muted)}
@media print{article{break-inside:avoid}}
`;
