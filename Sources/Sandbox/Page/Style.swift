/// The page's only style sheet.
enum Style {
    static let sheet = """
        :root {
          color-scheme: light dark;
          --paper: #f6f5f2; --card: #fff; --ink: #23262b; --soft: #6b7079; --line: #e4e2dc; --pick: #eef1f6;
          --email: #4058b8; --sms: #23845a; --voice: #a8660f; --letter: #a13d5c; --bad: #b3261e; --odd: #85600b;
          --bubble: #e6e9ee; --shade: 0 1px 2px #0000000d, 0 6px 20px #0000000a;
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #16181b; --card: #1f2226; --ink: #e5e6e8; --soft: #9aa0a9; --line: #31353b; --pick: #2a2f38;
            --email: #93a5f2; --sms: #6cc79c; --voice: #e0a759; --letter: #e38ca7; --bad: #f2a29c; --odd: #e0b760;
            --bubble: #343941; --shade: none;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); }
        a { color: inherit; }
        :focus-visible { outline: 2px solid var(--email); outline-offset: 2px; }
        .top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding: 1rem 1.5rem .5rem; }
        .top h1 { font-size: 1.125rem; margin: 0; letter-spacing: -.01em; }
        .top h1 a { text-decoration: none; display: flex; align-items: center; gap: .5rem; }
        .bird { width: 1.1rem; height: 1.1rem; border-radius: 50% 50% 50% 0; background: var(--email); rotate: -20deg; }
        .top p { margin: 0; color: var(--soft); font-size: .875rem; flex: 1; }
        .top form { flex: 0 1 18rem; }
        input[type=search] {
          width: 100%; font: inherit; font-size: .9375rem; color: inherit; background: var(--card);
          border: 1px solid var(--line); border-radius: 999px; padding: .4rem 1rem;
        }
        .channels { display: flex; gap: .25rem; padding: .25rem 1.25rem .75rem; overflow-x: auto; }
        .channels a, .views a {
          text-decoration: none; color: var(--soft); padding: .3rem .8rem; border-radius: 999px; font-size: .9rem;
          white-space: nowrap; display: inline-flex; align-items: center; gap: .45rem;
        }
        .channels a:hover, .views a:hover { color: var(--ink); }
        .channels a[aria-current], .views a[aria-current] {
          background: var(--card); color: var(--ink); box-shadow: var(--shade); font-weight: 550;
        }
        .dot { width: .55rem; height: .55rem; border-radius: 50%; display: inline-block; background: currentColor; }
        .dot.email, .mark.email { color: var(--email); } .dot.sms, .mark.sms { color: var(--sms); }
        .dot.voice, .mark.voice { color: var(--voice); } .dot.letter, .mark.letter { color: var(--letter); }
        main { display: grid; grid-template-columns: minmax(18rem, 25rem) minmax(0, 1fr); gap: 1rem; padding: 0 1.25rem 1.25rem; }
        .list, .detail { min-width: 0; }
        .list { height: calc(100vh - 7.75rem); overflow-y: auto; overscroll-behavior: contain; }
        .list, article { background: var(--card); border-radius: 14px; box-shadow: var(--shade); }
        .list ol { list-style: none; margin: 0; padding: .4rem; }
        .list li a {
          display: grid; grid-template-columns: .9rem minmax(0, 1fr) auto; column-gap: .6rem; align-items: baseline;
          padding: .6rem .75rem; border-radius: 10px; text-decoration: none;
        }
        .list li a:hover, .list li a[aria-current] { background: var(--pick); }
        .mark { width: .55rem; height: .55rem; border-radius: 50%; background: currentColor; align-self: center; }
        .who { font-weight: 550; font-size: .9375rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .who small { color: var(--soft); font-weight: 400; }
        .list time { justify-self: end; color: var(--soft); font-size: .8rem; font-variant-numeric: tabular-nums; }
        .what {
          grid-column: 2; color: var(--soft); font-size: .875rem; overflow: hidden; text-overflow: ellipsis;
          white-space: nowrap;
        }
        .list .badge { justify-self: end; }
        .badge {
          font-size: .72rem; padding: 0 .5rem; border-radius: 999px; border: 1px solid; line-height: 1.35rem;
          white-space: nowrap; font-weight: 400;
        }
        .badge.bad { color: var(--bad); } .badge.odd { color: var(--odd); }
        .older { display: block; text-align: center; padding: .75rem; font-size: .9rem; color: var(--soft); }
        .hint { color: var(--soft); font-size: .85rem; padding: 0 1rem; }
        .empty { padding: 3rem 2rem; text-align: center; color: var(--soft); }
        .empty h2 { color: var(--ink); font-size: 1.1rem; margin: 0; }
        .detail { height: calc(100vh - 7.75rem); overflow-y: auto; border-radius: 14px; }
        .back { display: none; }
        article { padding: 1.5rem 1.75rem; min-height: 100%; }
        .kind { display: flex; align-items: center; gap: .5rem; margin: 0; color: var(--soft); font-size: .875rem; }
        article h2 { margin: .3rem 0 .9rem; font-size: 1.375rem; line-height: 1.3; letter-spacing: -.01em; overflow-wrap: anywhere; }
        article h3 { font-size: .9rem; margin: 1.5rem 0 .5rem; }
        dl {
          display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 1rem;
          font-size: .875rem;
        }
        dt { color: var(--soft); max-width: 11rem; overflow: hidden; text-overflow: ellipsis; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .refusal {
          border-left: 3px solid var(--bad); padding: .5rem .9rem; margin: 0 0 1rem; background: var(--pick);
          border-radius: 0 8px 8px 0; overflow-wrap: anywhere; font-size: .9375rem;
        }
        .views { display: inline-flex; gap: .15rem; margin-bottom: .75rem; background: var(--paper); border-radius: 999px; padding: .2rem; }
        iframe { display: block; width: 100%; border: 1px solid var(--line); border-radius: 10px; background: #fff; color-scheme: light; }
        iframe.mail { height: max(24rem, calc(100vh - 26rem)); }
        iframe.pdf { height: max(34rem, calc(100vh - 14rem)); }
        pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: 10px; padding: 1rem 1.2rem; background: var(--paper); }
        pre.letterpress { font: inherit; max-width: 46rem; }
        pre.source { font: .8125rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; }
        .attachments { margin: 0; padding-left: 1.2rem; } small { color: var(--soft); }
        .phone { margin: 1rem auto; width: min(21rem, 100%); }
        .screen {
          border: 1px solid var(--line); border-radius: 2rem; padding: 1.1rem 1.1rem 2.5rem; min-height: 22rem;
          background: var(--paper); box-shadow: var(--shade);
        }
        .sender {
          text-align: center; font-size: .8rem; color: var(--soft); margin: 0 0 1rem; padding-bottom: .75rem;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere;
        }
        .bubble {
          margin: 0; padding: .65rem .95rem; background: var(--bubble); border-radius: 1.2rem 1.2rem 1.2rem .3rem;
          width: fit-content; max-width: 94%; white-space: pre-wrap; overflow-wrap: anywhere;
        }
        figcaption { text-align: center; color: var(--soft); font-size: .85rem; margin-top: .75rem; }
        .script { max-width: 44rem; margin: .5rem 0 1rem; }
        .line { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .25rem 1rem; margin: .7rem 0; }
        .line b { color: var(--voice); font-size: .875rem; line-height: 1.6rem; }
        .line.callee b { color: var(--sms); }
        .line span { overflow-wrap: anywhere; }
        .stage { color: var(--soft); font-style: italic; font-size: .875rem; margin: .5rem 0 .5rem 7.5rem; overflow-wrap: anywhere; }
        .menu { border-left: 3px solid var(--line); padding-left: 1rem; margin: 1rem 0; }
        .menu .stage { margin-left: 0; }
        summary { cursor: pointer; color: var(--soft); font-size: .875rem; margin-bottom: .5rem; }
        address { font-style: normal; margin: 0 0 1rem; padding: .8rem 1.1rem; border: 1px dashed var(--line); border-radius: 8px; width: fit-content; }
        .timeline { list-style: none; margin: 0; padding: 0; font-size: .875rem; }
        .timeline li { padding: .15rem 0; overflow-wrap: anywhere; }
        .timeline b { font-weight: 550; } .timeline time, .timeline span { color: var(--soft); }
        @media (max-width: 50rem) {
          .top { padding: .9rem 1rem .4rem; } .top form { flex: 1 1 100%; order: 3; margin-top: .4rem; }
          .channels { padding: .25rem .75rem .6rem; }
          main { display: block; padding: 0 .6rem .6rem; }
          .list, .detail { height: auto; overflow: visible; }
          body:not(.picked) .detail, body.picked .list { display: none; }
          body.picked .top form, body.picked .channels, body.picked .top p { display: none; }
          .back { display: block; padding: .2rem .5rem .7rem; color: var(--soft); text-decoration: none; font-size: .9375rem; }
          article { padding: 1.1rem; } iframe.mail { height: 70vh; }
          .line { grid-template-columns: 1fr; } .stage { margin-left: 0; }
        }

        """
}
