/// Style sheets: what galleries and the studio share, and what each has of its own.
enum PageStyle {
    /// Colours, type and the messages themselves.
    static let common = """
        :root {
          color-scheme: light dark;
          --paper: #f6f5f2; --card: #fff; --ink: #23262b; --soft: #646972; --line: #e2e0d9; --pick: #eef1f6;
          --accent: #4058b8; --email: #4058b8; --sms: #1f7a53; --voice: #96590a; --letter: #a13d5c;
          --bad: #b3261e; --bad-soft: #fdf0ee; --odd: #7d5a08; --odd-soft: #fdf6e3; --good: #1f7a53; --good-soft: #edf7f1;
          --bubble: #e6e9ee; --shade: 0 1px 2px #0000000d, 0 6px 20px #0000000a;
          --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #16181b; --card: #1f2226; --ink: #e5e6e8; --soft: #a0a6af; --line: #33373e; --pick: #2a2f38;
            --accent: #93a5f2; --email: #93a5f2; --sms: #6cc79c; --voice: #e0a759; --letter: #e38ca7;
            --bad: #f2a29c; --bad-soft: #35201f; --odd: #e0b760; --odd-soft: #322a17; --good: #6cc79c; --good-soft: #1b2d25;
            --bubble: #343941; --shade: none;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); }
        a { color: inherit; }
        h1, h2, h3, h4, p, ol, ul, dl, dd, figure, pre { margin: 0; padding: 0; }
        small, .hint { color: var(--soft); font-size: .8125rem; font-weight: 400; }
        .bad { color: var(--bad); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        .top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.1rem; padding: .9rem 1.25rem; }
        .brand {
          display: flex; align-items: center; gap: .5rem; font-weight: 600; letter-spacing: -.01em; text-decoration: none;
        }
        .bird { width: 1.1rem; height: 1.1rem; border-radius: 50% 50% 50% 0; background: var(--accent); rotate: -20deg; }
        .top p { color: var(--soft); font-size: .875rem; }
        .dot { width: .55rem; height: .55rem; border-radius: 50%; display: inline-block; background: currentColor; }
        .dot.email { color: var(--email); } .dot.sms { color: var(--sms); }
        .dot.voice { color: var(--voice); } .dot.letter { color: var(--letter); }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.text { font: inherit; font-size: .9375rem; }
        pre.source, pre.excerpt { font: .8125rem/1.6 var(--mono); }
        pre.source { background: var(--paper); border-radius: 8px; padding: .8rem 1rem; margin-top: .4rem; }
        iframe { border: 0; background: #fff; display: block; }
        details { margin-top: .75rem; }
        summary { cursor: pointer; color: var(--soft); font-size: .875rem; }
        audio { width: 100%; max-width: 30rem; display: block; }
        mark { background: #ffd9d5; color: #8c1d18; border-radius: 3px; padding: 0 .05em; }
        .problems { list-style: none; display: grid; gap: .6rem; }
        .problems li { border-left: 3px solid var(--bad); background: var(--bad-soft); border-radius: 0 8px 8px 0; padding: .6rem .9rem; }
        .problems li.warning { border-color: var(--odd); background: var(--odd-soft); }
        .where { font: .8125rem/1.5 var(--mono); color: var(--soft); overflow-wrap: anywhere; }
        .where b { color: var(--ink); font-weight: 600; }
        .what { font-weight: 550; overflow-wrap: anywhere; }
        .mend { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
        .mend::first-letter { text-transform: uppercase; }
        .excerpt { margin-top: .45rem; background: var(--card); border-radius: 6px; padding: .4rem .6rem; }
        .excerpt .number { color: var(--soft); user-select: none; padding-right: .8rem; }
        .excerpt mark.end { border-left: 2px solid var(--bad); background: none; }
        .head { padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); }
        .subject { font-size: 1.15rem; line-height: 1.35; letter-spacing: -.01em; overflow-wrap: anywhere; }
        .head dl, .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .9rem; font-size: .875rem; }
        .head h3 { margin: 0; } .head dl { margin-top: .5rem; }
        dt { color: var(--soft); }
        dd { overflow-wrap: anywhere; }
        .phone { margin: 0 auto; width: min(21rem, 100%); }
        .screen {
          border: 1px solid var(--line); border-radius: 2rem; padding: 1.1rem 1.1rem 2.5rem; min-height: 22rem;
          background: var(--paper);
        }
        .sender {
          text-align: center; font-size: .8125rem; color: var(--soft); margin: 0 0 1rem; padding-bottom: .75rem;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere;
        }
        .bubble {
          padding: .65rem .95rem; background: var(--bubble); border-radius: 1.2rem 1.2rem 1.2rem .3rem; width: fit-content;
          max-width: 96%; white-space: pre-wrap; overflow-wrap: anywhere;
        }
        .segment + .segment { border-left: 2px dotted var(--sms); padding-left: .15em; margin-left: .1em; }
        .segment:nth-child(even) { background: color-mix(in srgb, var(--sms) 12%, transparent); }
        .script { max-width: 42rem; margin-top: 1rem; display: grid; gap: .8rem; font-size: 1.0625rem; }
        .script p { padding-left: .9rem; border-left: 3px solid color-mix(in srgb, var(--voice) 45%, transparent); }
        .page { width: 100%; max-width: 50rem; height: auto; display: block; margin: 0 auto 1rem; background: #fff; box-shadow: 0 1px 3px #0003, 0 8px 30px #0000001f; }
        iframe.pdf { width: 100%; height: 60rem; }
        .verdict { border-left: 3px solid var(--good); background: var(--good-soft); border-radius: 0 8px 8px 0; padding: .6rem .9rem; font-size: .875rem; margin-bottom: 1rem; }
        .verdict.shut { border-color: var(--odd); background: var(--odd-soft); }
        .verdict ul { list-style: none; margin-top: .4rem; display: grid; gap: .35rem; }
        .verdict small { display: block; }
        .facts dd { font-variant-numeric: tabular-nums; }
        .files { display: flex; flex-wrap: wrap; gap: .2rem .8rem; font-size: .875rem; margin-top: 1rem; }

        """

    /// What only galleries have.
    static let gallery = """
        .index main, .item main { padding: 0 1.25rem 3rem; }
        .matrix { padding: 0 1.25rem; overflow-x: auto; }
        .matrix table { border-collapse: collapse; background: var(--card); border-radius: 12px; box-shadow: var(--shade); }
        .matrix th { text-align: left; padding: .45rem 1rem; font-weight: 550; white-space: nowrap; }
        .matrix th small { margin-left: .6rem; }
        .matrix td { padding: .3rem 1rem; }
        .matrix td a { display: inline-block; padding: .1rem .6rem; margin: .1rem; border-radius: 999px; background: var(--pick); text-decoration: none; font-size: .8125rem; }
        .matrix td a.bad { background: var(--bad-soft); color: var(--bad); font-weight: 600; }
        .matrix tr + tr { border-top: 1px solid var(--line); }
        h2 { font-size: 1.375rem; letter-spacing: -.01em; margin: 2.5rem 0 .25rem; scroll-margin-top: 1rem; }
        h2 small, h3 small { margin-left: .6rem; }
        h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; scroll-margin-top: 1rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1rem; }
        .card { background: var(--card); border-radius: 14px; box-shadow: var(--shade); overflow: hidden; display: flex; flex-direction: column; }
        .card > header { display: flex; align-items: center; gap: .5rem; padding: .6rem .9rem; border-bottom: 1px solid var(--line); font-size: .9rem; }
        .card > header a { font-weight: 550; text-decoration: none; } .card > header a:hover { text-decoration: underline; }
        .card > header small, .card > header b { margin-left: auto; }
        .glance { padding: .9rem; height: 25rem; overflow: auto; }
        .card .subject { font-size: .9375rem; font-weight: 550; margin-bottom: .6rem; }
        .shrunk { height: 20.5rem; overflow: hidden; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
        .shrunk iframe { width: 200%; height: 200%; transform: scale(.5); transform-origin: 0 0; }
        .card .script { font-size: .9375rem; } .card .page { box-shadow: none; border: 1px solid var(--line); }
        .card .screen { min-height: 0; border: 0; padding: 0; background: none; }
        .item main { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.25rem; }
        .item h1 { font-size: 1.125rem; letter-spacing: -.01em; }
        .sheet, aside { background: var(--card); border-radius: 14px; box-shadow: var(--shade); align-self: start; }
        aside, .sheet > .speech, .sheet > .problems, .sheet > .phone { padding: 1.25rem; }
        .paper { padding: 1.25rem; background: var(--paper); }
        .item iframe.mail { width: 100%; height: max(48rem, 100%); }
        .parts { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
        .part + .part { padding: 1.25rem; border-left: 1px solid var(--line); } .part h4 { margin-bottom: .5rem; color: var(--soft); font-size: .875rem; }
        @media (max-width: 60rem) { .item main, .parts { grid-template-columns: minmax(0, 1fr); } }

        """
}
