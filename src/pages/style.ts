/** The one style sheet of every page: no external assets, light and dark, visible focus, calm. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--text:#1a2230;--soft:#55606f;--line:#dde1e7;--accent:#2456c8;
--accent-text:#fff;--good:#12703c;--good-bg:#e3f4ea;--warn:#7a4b00;--warn-bg:#fdf1d8;--bad:#a32020;--bad-bg:#fdeaea;--idle-bg:#eceff3;
--code:#f1f3f6;--shadow:0 1px 2px rgb(16 24 40/.06),0 1px 8px rgb(16 24 40/.04)}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2028;--text:#e8ecf2;--soft:#a3adba;--line:#2d3642;--accent:#8fb2ff;
--accent-text:#0d1626;--good:#7fdca4;--good-bg:#143324;--warn:#f3c878;--warn-bg:#3a2c10;--bad:#ff9c9c;--bad-bg:#3c1a1c;--idle-bg:#262e38;
--code:#141a21;--shadow:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:6px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
.top{display:flex;gap:1rem;align-items:center;justify-content:space-between;flex-wrap:wrap;max-width:60rem;margin:0 auto;padding:1.25rem 1.25rem .5rem}
.brand{display:flex;gap:.6rem;align-items:center;font-weight:650;font-size:1.05rem;color:var(--text);text-decoration:none}
.brand svg{width:26px;height:26px;color:var(--accent)}
.who{display:flex;gap:.75rem;align-items:center;color:var(--soft);font-size:.92rem;min-width:0}
.who strong{color:var(--text);font-weight:600;overflow-wrap:anywhere}
main{max-width:60rem;margin:0 auto;padding:.5rem 1.25rem 4rem}
main.narrow{max-width:32rem;padding-top:8vh}
h1{font-size:1.5rem;line-height:1.25;margin:.75rem 0 .35rem;letter-spacing:-.01em}
h2{font-size:1.1rem;margin:2.25rem 0 .75rem}
h2.name{font-size:1.02rem;margin:0;overflow-wrap:anywhere}
p{margin:.5rem 0}.soft{color:var(--soft)}.small{font-size:.88rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.2rem;box-shadow:var(--shadow)}
.narrow .card{padding:1.6rem 1.7rem}
.cards{display:grid;gap:.9rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));list-style:none;margin:0;padding:0}.cards>li{display:grid}
.head{display:flex;gap:.75rem;justify-content:space-between;align-items:flex-start}
.badge{flex:none;display:inline-flex;gap:.4rem;align-items:center;border-radius:99px;padding:.12rem .65rem;font-size:.82rem;font-weight:600;background:var(--idle-bg);color:var(--soft);white-space:nowrap}
.badge::before{content:"";width:.5rem;height:.5rem;border-radius:50%;background:currentColor}
.badge.good{background:var(--good-bg);color:var(--good)}.badge.warn{background:var(--warn-bg);color:var(--warn)}.badge.bad{background:var(--bad-bg);color:var(--bad)}
.note{border-radius:8px;padding:.6rem .8rem;margin:.75rem 0 0;font-size:.92rem;overflow-wrap:anywhere;background:var(--idle-bg)}
.note.good{background:var(--good-bg);color:var(--good)}.note.warn{background:var(--warn-bg);color:var(--warn)}.note.bad{background:var(--bad-bg);color:var(--bad)}
.actions{display:flex;gap:.6rem;flex-wrap:wrap;align-items:center;margin-top:.9rem}
form{margin:0}
button,.button{font:inherit;font-size:.94rem;font-weight:600;min-height:2.5rem;display:inline-flex;align-items:center;justify-content:center;padding:.35rem 1rem;border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--text);cursor:pointer;text-decoration:none}
button:hover,.button:hover{border-color:var(--soft)}
.primary{background:var(--accent);border-color:var(--accent);color:var(--accent-text)}
.primary:hover{filter:brightness(1.08);border-color:var(--accent)}
.danger{color:var(--bad)}
.wide button,.wide .button{flex:1 1 8rem}
.quiet{border-color:transparent;background:none;color:var(--soft);min-height:2rem;padding:.15rem .5rem;font-weight:500}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem .9rem;margin:.7rem 0 0;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.facts{margin:1.1rem 0;border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
.facts dd strong{font-size:1.02rem}
details{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.6rem}
summary{cursor:pointer;font-weight:600;font-size:.93rem;padding:.15rem 0}
.items{list-style:none;margin:.5rem 0 0;padding:0;max-height:19rem;overflow:auto}
.items li{padding:.4rem 0;border-top:1px solid var(--line);font-size:.9rem;overflow-wrap:anywhere}
.items li:first-child{border-top:0}.items code{font-weight:600}
.badges{display:flex;gap:.4rem;flex-wrap:wrap;justify-content:flex-end}
mark{background:var(--warn-bg);color:var(--warn);border-radius:3px;padding:0 .1em}
.drift .items{max-height:34rem}
.diff{display:block;margin:.4rem 0 0}.diff dt{overflow-wrap:anywhere}.diff dd{margin:.2rem 0 .7rem}
.was,.is{white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85rem;padding:.4rem .6rem;border-left:3px solid var(--bad);background:var(--code);max-height:14rem;overflow:auto}
.is{border-left-color:var(--good);margin-top:.2rem}
.was::before{content:"−  ";color:var(--bad)}.is::before{content:"+  ";color:var(--good)}
del{background:var(--bad-bg);color:var(--bad);text-decoration:none}ins{background:var(--good-bg);color:var(--good);text-decoration:none}
.unseen{list-style:none;margin:.3rem 0 0;padding:0;font-size:.87rem}.unseen li{border:0;padding:.15rem 0}
.kind{color:var(--soft);font-size:.78rem;margin-left:.4rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.87rem}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.75rem .9rem;overflow:auto;margin:.5rem 0}
.copyrow{display:flex;gap:.6rem;align-items:center;justify-content:space-between;flex-wrap:wrap;padding:.55rem 0;border-top:1px solid var(--line)}
.copyrow:last-child{padding-bottom:0}.copyrow:first-child{padding-top:0}.copyrow:first-child{border-top:0}.copyrow code{overflow-wrap:anywhere}
.gap{margin-top:.9rem}.clients details:first-of-type{border-top:0;margin-top:0;padding-top:0}
label{font-weight:600;font-size:.93rem}
input[type=search],input[type=password]{font:inherit;width:100%;min-height:2.6rem;padding:.4rem .8rem;border-radius:8px;border:1px solid var(--soft);background:var(--card);color:var(--text);margin:.3rem 0}
.row{display:flex;gap:1rem;justify-content:space-between;align-items:flex-end;flex-wrap:wrap;margin-bottom:1rem}
.row .find{flex:0 1 18rem}
[hidden]{display:none!important}
footer{max-width:60rem;margin:0 auto;padding:0 1.25rem 2rem;color:var(--soft);font-size:.85rem}
@media (prefers-reduced-motion:no-preference){.badge.pending::before{animation:pulse 1.2s ease-in-out infinite}}
@keyframes pulse{50%{opacity:.25}}
`.trim();
