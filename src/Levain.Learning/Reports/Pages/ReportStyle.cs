namespace Levain.Learning.Reports;

/// <summary>How reports look, by day and by night; its colours are those of the plots.</summary>
internal static class ReportStyle
{
    public const string Text = """
        :root { --page: #f4f6f9; --card: #fff; --ink: #1f2733; --soft: #566071; --line: #e0e5ec; --mark: #1f6feb; --shadow: 0 1px 2px rgb(20 30 50 / .06); }
        @media (prefers-color-scheme: dark) { :root { --page: #090c11; --card: #0f141b; --ink: #e6eaf0; --soft: #a3adbb; --line: #232c38; --mark: #58a6ff; --shadow: none; } }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { margin: 0; font-size: 28px; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
        header p { margin: 4px 0 0; }
        .lead { max-width: 75ch; font-size: 17px; }
        header .lead { margin-top: 12px; }
        .soft, .note { color: var(--soft); }
        .note { margin: 10px 0 0; font-size: 13px; max-width: 90ch; }
        nav ol { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 20px 0 0; padding: 0; list-style: none; }
        nav a { color: var(--mark); text-decoration: none; }
        nav a:hover, nav a:focus { text-decoration: underline; text-underline-offset: 3px; }
        section { margin-top: 20px; padding: 18px 20px 20px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); scroll-margin-top: 12px; }
        section:target { border-color: var(--mark); }
        h2 { margin: 0 0 10px; font-size: 19px; font-weight: 640; }
        h3 { margin: 22px 0 6px; font-size: 15px; font-weight: 640; overflow-wrap: anywhere; }
        section p { max-width: 90ch; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 22px 5px 0; text-align: left; vertical-align: top; white-space: nowrap; font-weight: 400; }
        thead th { color: var(--soft); font-size: 12px; border-bottom: 1px solid var(--line); }
        tbody th { font-weight: 550; max-width: 22em; overflow: hidden; text-overflow: ellipsis; }
        tbody tr + tr > * { border-top: 1px solid var(--line); }
        .n { text-align: right; }
        td.wrap { min-width: 22em; white-space: normal; overflow-wrap: anywhere; }
        .strong { font-weight: 650; }
        .all > * { border-top: 2px solid var(--line) !important; }
        .interval { display: block; color: var(--soft); font-size: 12px; }
        td.wrap span { display: inline-block; margin-right: .4em; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 8px 20px; align-items: start; }
        figure { margin: 0 0 10px; }
        code { font: 13px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .digest { display: block; max-width: 14ch; overflow: hidden; text-overflow: ellipsis; }
        h4 { margin: 16px 0 4px; font-size: 14px; font-weight: 640; }
        pre { overflow-x: auto; padding: 10px 12px; background: var(--page); border-radius: 8px; }
        section a { color: var(--mark); }
        section > ul, section > ol { max-width: 85ch; padding-left: 22px; }
        details { margin-top: 12px; }
        summary { cursor: pointer; color: var(--mark); }
        .features { columns: 18em; font-size: 14px; }
        .features li { overflow-wrap: anywhere; }
        @media (max-width: 640px) { #metrics :is(th, td):nth-child(2) { display: none; } th, td { padding-right: 14px; } }
        @media print { section { break-inside: avoid; box-shadow: none; } nav { display: none; } }

        """;
}
