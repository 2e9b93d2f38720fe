namespace Levain.Tables.Statistics;

/// <summary>How pages look, by day and by night.</summary>
internal static class PageStyle
{
    public const string Text = """
        :root { --page: #f6f5f2; --card: #fff; --ink: #24231f; --soft: #6f6b62; --line: #e4e1d9; --bar: #b9713b; --pale: #e9cfb6; --shadow: 0 1px 2px rgb(60 50 30 / .07); }
        @media (prefers-color-scheme: dark) { :root { --page: #191816; --card: #232220; --ink: #ebe8e1; --soft: #a29d92; --line: #37352f; --bar: #d99a63; --pale: #6d4e34; --shadow: none; } }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 60px; }
        header { margin-bottom: 20px; }
        h1 { margin: 0; font-size: 26px; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
        header p { margin: 4px 0 0; color: var(--soft); }
        .origin { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .overview { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 6px 12px; text-align: left; white-space: nowrap; }
        th { color: var(--soft); font-size: 12px; font-weight: 500; border-bottom: 1px solid var(--line); }
        tbody tr + tr td { border-top: 1px solid var(--line); }
        .n { text-align: right; }
        td:first-child { max-width: 22em; overflow: hidden; text-overflow: ellipsis; font-weight: 550; }
        a { color: inherit; text-decoration: none; }
        a:hover { text-decoration: underline; text-decoration-color: var(--bar); text-underline-offset: 3px; }
        .type { color: var(--soft); font: 11.5px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        td.type { max-width: 16em; overflow: hidden; text-overflow: ellipsis; }
        .graph { width: 130px; }
        .spark { display: block; width: 100px; height: 18px; }
        .spark rect { fill: var(--bar); }
        .often { display: block; max-width: 170px; overflow: hidden; text-overflow: ellipsis; color: var(--soft); font-size: 13px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 16px; margin-top: 20px; }
        .card { min-width: 0; padding: 14px 16px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); scroll-margin-top: 12px; }
        .card:target { border-color: var(--bar); }
        h2 { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; margin: 0; font-size: 16px; font-weight: 620; overflow-wrap: anywhere; }
        h2 .type { flex: none; max-width: 55%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 400; }
        .notes { margin: 2px 0 10px; color: var(--soft); font-size: 13px; }
        .notes span + span::before { content: " · "; }
        figure { margin: 0 0 10px; }
        .plot { display: block; width: 100%; height: 84px; }
        .plot rect { fill: var(--bar); }
        .plot rect:hover { fill: var(--ink); }
        .axis { stroke: var(--line); }
        .box { display: block; width: 100%; height: 10px; margin-top: 5px; }
        .reach, .half { fill: var(--pale); }
        .median { fill: var(--ink); }
        figcaption { display: flex; justify-content: space-between; margin-top: 3px; color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 0 20px; margin: 0; font-size: 13px; font-variant-numeric: tabular-nums; }
        dl.wide { grid-template-columns: 1fr; }
        dl div { display: flex; justify-content: space-between; gap: 8px; padding: 2px 0; min-width: 0; }
        dt { flex: none; color: var(--soft); }
        dd { margin: 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .top { margin: 0 0 10px; padding: 0; list-style: none; font-size: 13px; }
        .top li { display: grid; grid-template-columns: minmax(0, 38%) 1fr 56px; gap: 10px; align-items: center; padding: 1.5px 0; }
        .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .label i { color: var(--soft); }
        .track { height: 10px; }
        .track span { display: block; height: 100%; background: var(--bar); border-radius: 3px; }
        .share { text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }
        @media (max-width: 480px) { main { padding: 18px 12px 40px; } th, td { padding: 6px 9px; } td:first-child { position: sticky; left: 0; max-width: 10em; background: var(--card); } }

        """;
}
