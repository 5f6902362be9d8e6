/// The style sheet of the studio, over what it shares with galleries.
enum StudioStyle {
    static let sheet = """
        .studio { display: grid; grid-template: auto 1fr / 15.5rem minmax(0, 1fr); min-height: 100vh; }
        .studio .top { grid-column: 1 / -1; justify-content: space-between; padding-bottom: .5rem; }
        .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .3rem .8rem; z-index: 2; }
        #live { display: flex; align-items: center; gap: .45rem; min-height: 1.3rem; }
        #live::before { content: ""; width: .5rem; height: .5rem; border-radius: 50%; background: var(--line); }
        #live.on::before { background: var(--good); } #live.off { color: var(--bad); } #live.off::before { background: var(--bad); }
        #nav { padding: .5rem .5rem 2rem .75rem; }
        #nav ul { list-style: none; position: sticky; top: .5rem; max-height: calc(100vh - 1rem); overflow-y: auto; }
        #nav a { display: block; padding: .45rem .75rem; border-radius: 10px; text-decoration: none; font-size: .9375rem; }
        #nav a:hover { background: var(--pick); }
        #nav a[aria-current] { background: var(--card); box-shadow: var(--shade); font-weight: 550; }
        #nav small { display: block; } #nav b { margin-left: .4rem; font-size: .7rem; vertical-align: middle; }
        .studio main { padding: 0 1.25rem 2rem .5rem; min-width: 0; }
        #bar { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; padding: .25rem 0 1rem; }
        .field { display: grid; gap: .1rem; font-size: .9rem; }
        .field span, legend { font-size: .75rem; color: var(--soft); }
        select, input[type=datetime-local], button {
          font: inherit; font-size: .9rem; color: inherit; background: var(--card); border: 1px solid var(--line);
          border-radius: 9px; padding: .3rem .6rem; height: 2.15rem; max-width: 16rem;
        }
        .check span + span { font-size: .9rem; color: inherit; height: 2.15rem; display: flex; align-items: center; gap: .4rem; }
        .check input { accent-color: var(--accent); width: 1.05rem; height: 1.05rem; }
        fieldset { border: 0; margin: 0; padding: 0; display: flex; min-width: 0; }
        fieldset legend { padding: 0; margin-bottom: .1rem; }
        .switch input { position: absolute; opacity: 0; }
        .switch label {
          padding: .3rem .8rem; background: var(--card); border: 1px solid var(--line); border-right-width: 0; cursor: pointer;
          font-size: .9rem; height: 2.15rem; line-height: 1.45rem;
        }
        .switch label:first-of-type { border-radius: 9px 0 0 9px; } .switch label:last-of-type { border-radius: 0 9px 9px 0; border-right-width: 1px; }
        .switch label:only-of-type { border-radius: 9px; }
        .switch label:hover { background: var(--pick); }
        .switch input:checked + label { background: var(--accent); border-color: var(--accent); color: var(--card); }
        .switch input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px; }
        .desk { display: grid; grid-template-columns: minmax(0, 1fr) 21rem; gap: 1.25rem; align-items: start; }
        #stage:focus { outline: none; }
        .errors h2 { font-size: 1.05rem; margin-bottom: .5rem; color: var(--bad); }
        .errors:has(li) { margin-bottom: 1rem; } .errors .hint { margin-top: .75rem; }
        .look, #facts { background: var(--card); border-radius: 14px; box-shadow: var(--shade); overflow: hidden; }
        .look:empty, #facts:empty { display: none; }
        .look > .hint, .look > .speech, .look > .phone { padding: 1.5rem; } .look > .phone { width: min(24rem, 100%); }
        #facts { padding: 1.1rem 1.25rem; } #facts h4 { font-size: .9375rem; } #facts .problems { margin-top: .5rem; }
        #facts .files + h4 { margin-top: 1.25rem; }
        .stale { opacity: .45; filter: grayscale(.6); }
        .look.letter { background: none; box-shadow: none; }
        .part.wide { background: #e9e7e1; padding: 1.25rem; transition: background .2s; }
        .look.is-dark .part.wide { background: #0d0e10; }
        iframe.mail { width: 100%; height: max(34rem, calc(100vh - 22rem)); margin: 0 auto; border-radius: 8px; color-scheme: light; }
        .look.is-dark iframe.mail { color-scheme: dark; background: #16181b; }
        .look.is-phone iframe.mail { width: 390px; max-width: 100%; height: 780px; border-radius: 28px; border: 8px solid #1c1d20; box-sizing: content-box; }
        .part:not(.wide) { padding: 1.25rem; } .part h4 { color: var(--soft); font-size: .875rem; margin-bottom: .5rem; }
        .look.is-phone .page { max-width: 390px; }
        @media (max-width: 75rem) { .desk { grid-template-columns: minmax(0, 1fr); } }
        @media (max-width: 50rem) {
          .studio { display: block; } .studio main { padding: 0 .75rem 2rem; }
          #nav { padding: 0 .5rem; } #nav ul { display: flex; overflow-x: auto; position: static; } #nav small { display: none; }
        }
        @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }

        """
}
