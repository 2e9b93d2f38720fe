namespace Levain.Registry.Pages;

/// <summary>How the page looks, by day and by night; its colours are those of the plots, so that a state has the same everywhere.</summary>
internal static class QualityStyle
{
    public const string Text = """
        :root { --page: #f4f6f9; --card: #fff; --ink: #1f2733; --soft: #566071; --line: #e0e5ec; --mark: #1f6feb; --approved: #1f6feb; --rejected: #b4570a; --waiting: #0a7f66; --damaged: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --page: #090c11; --card: #0f141b; --ink: #e6eaf0; --soft: #a3adbb; --line: #232c38; --mark: #58a6ff; --approved: #58a6ff; --rejected: #ff9f4a; --waiting: #3fc9a8; --damaged: #ff7b72; } }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { margin: 0; font-size: 28px; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { margin: 0; font-size: 19px; font-weight: 640; overflow-wrap: anywhere; }
        header p, section > p { margin: 4px 0 10px; }
        .soft, .note { color: var(--soft); }
        .note { font-size: 13px; }
        nav, section { margin-top: 20px; padding: 18px 20px 20px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; scroll-margin-top: 12px; }
        nav { padding: 8px 20px 12px; }
        section:target { border-color: var(--mark); }
        a { color: var(--mark); text-decoration: none; }
        a:hover, a:focus { text-decoration: underline; text-underline-offset: 3px; }
        .scroll { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
        th, td { padding: 6px 16px 6px 0; text-align: left; vertical-align: top; white-space: nowrap; }
        th { color: var(--soft); font-size: 12px; font-weight: 500; border-bottom: 1px solid var(--line); }
        tbody tr + tr > td { border-top: 1px solid var(--line); }
        tr:target > td { background: color-mix(in srgb, var(--mark) 12%, transparent); }
        .n { text-align: right; }
        .strong { font-weight: 650; }
        .interval { display: block; color: var(--soft); font-size: 12px; }
        .why { display: block; min-width: 14em; max-width: 24em; white-space: normal; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
        .versions { max-height: 640px; overflow: auto; }
        .versions th { position: sticky; top: 0; background: var(--card); }
        nav td:first-child { max-width: 26em; overflow: hidden; text-overflow: ellipsis; font-weight: 550; }
        .state { font-size: 13px; font-weight: 600; }
        .state::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px; background: currentColor; }
        .approved { color: var(--approved); } .approved::before { border-radius: 50%; }
        .rejected { color: var(--rejected); }
        .waiting { color: var(--waiting); } .waiting::before { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
        .damaged { color: var(--damaged); } .damaged::before { transform: rotate(45deg) scale(.8); }
        .alias { display: inline-block; padding: 0 8px; border: 1px solid var(--line); border-radius: 999px; font-size: 13px; color: var(--ink); }
        a.alias:hover { border-color: var(--mark); text-decoration: none; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 8px 20px; align-items: start; margin-bottom: 12px; }
        figure { margin: 0; min-width: 0; }
        figure svg { display: block; }
        code { font: 13px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        details { margin: 8px 0 14px; }
        summary { cursor: pointer; color: var(--mark); }
        .moves { margin: 6px 0 0; padding-left: 0; list-style: none; font-size: 14px; }
        .moves li { padding: 3px 0; overflow-wrap: anywhere; }
        @media print { .versions { max-height: none; } nav, section { break-inside: avoid; } }

        """;
}
