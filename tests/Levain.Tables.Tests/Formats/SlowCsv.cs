using System.Text;

namespace Levain.Tables.Tests.Formats;

/// <summary>CSV letter by letter, as its definition says.</summary>
internal static class SlowCsv
{
    /// <returns>The fields of each record; null when the text is not well formed.</returns>
    public static List<string[]>? Rows(string text, int columns)
    {
        var rows = new List<string[]>();
        var at = 0;
        while (at < text.Length)
        {
            var fields = new List<string>();
            var start = at;
            while (true)
            {
                var field = new StringBuilder();
                if (at < text.Length && text[at] == '"')
                {
                    at++;
                    while (true)
                    {
                        if (at == text.Length) return null;
                        if (text[at] != '"')
                        {
                            field.Append(text[at++]);
                        }
                        else if (at + 1 < text.Length && text[at + 1] == '"')
                        {
                            field.Append('"');
                            at += 2;
                        }
                        else
                        {
                            at++;
                            break;
                        }
                    }

                    if (at < text.Length && text[at] is not (',' or '\n' or '\r')) return null;
                }
                else
                {
                    while (at < text.Length && text[at] is not (',' or '\n' or '\r')) field.Append(text[at++]);
                }

                fields.Add(field.ToString());
                if (at == text.Length || text[at] != ',') break;
                at++;
            }

            var blank = at == start;
            if (at < text.Length) at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            if (blank && columns > 1) continue;
            if (fields.Count != columns) return null;
            rows.Add([.. fields]);
        }

        return rows;
    }
}
