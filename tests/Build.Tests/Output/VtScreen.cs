using System.Text;
using Levain.Host.Output;

namespace Levain.Host.Tests.Output;

/// <summary>A terminal: interprets the few escape codes that we use, wraps, scrolls, and refuses everything else.</summary>
/// <remarks>Keeps logical lines and wraps them anew on a resize, as most terminals do.</remarks>
internal sealed class VtScreen(int width, int height) : TextWriter
{
    private sealed class Row
    {
        public StringBuilder Cells { get; } = new();

        /// <summary>True when the next row goes on with the same line.</summary>
        public bool Continues { get; set; }
    }

    private readonly List<Row> rows = [new()];
    private int row, column;

    public override Encoding Encoding => Encoding.UTF8;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    public bool CursorVisible { get; private set; } = true;

    public int Writes { get; private set; }

    public bool SawColour { get; private set; }

    public Terminal Terminal => new() { IsTerminal = true, Width = Width, Height = Height, CanRedraw = true };

    /// <summary>The top of the window in all rows that were ever written.</summary>
    private int Top => Math.Max(0, rows.Count - Height);

    /// <summary>All that is on the screen and above it.</summary>
    public string Everything => string.Join('\n', rows.Select(each => each.Cells.ToString().TrimEnd())).TrimEnd('\n');

    public string Cursor => $"{row},{column}";

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        Writes++;
        for (var i = 0; i < value!.Length; i++)
        {
            if (value[i] == '\e') i = Escape(value, i);
            else if (value[i] == '\r') column = 0;
            else if (value[i] == '\n') LineFeed(continues: false);
            else if (char.IsControl(value[i])) throw new InvalidOperationException($"control character {(int)value[i]:x2}");
            else Put(value[i]);
        }
    }

    /// <summary>Another size: lines are wrapped anew and the cursor stays with its letter.</summary>
    public void Resize(int newWidth, int newHeight)
    {
        var (lines, current, cursorLine, offset) = (new List<string>(), new StringBuilder(), 0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == row) (cursorLine, offset) = (lines.Count, current.Length + column);
            current.Append(rows[i].Cells);
            if (rows[i].Continues) continue;
            lines.Add(current.ToString());
            current.Clear();
        }

        rows.Clear();
        (Width, Height) = (newWidth, newHeight);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == cursorLine) (row, column) = (rows.Count + offset / Width, offset % Width);
            var rest = lines[i];
            do
            {
                var cells = rest[..Math.Min(Width, rest.Length)];
                rest = rest[cells.Length..];
                var added = new Row { Continues = rest.Length > 0 };
                added.Cells.Append(cells);
                rows.Add(added);
            }
            while (rest.Length > 0);
        }

        while (rows.Count <= row) rows.Add(new Row());
    }

    private void Put(char value)
    {
        if (column == Width) LineFeed(continues: true);
        var cells = rows[row].Cells;
        if (cells.Length < column) cells.Append(' ', column - cells.Length);
        if (column < cells.Length) cells[column] = value;
        else cells.Append(value);
        column++;
    }

    private void LineFeed(bool continues)
    {
        rows[row].Continues = continues;
        (row, column) = (row + 1, 0);
        if (row == rows.Count) rows.Add(new Row());
    }

    private int Escape(string text, int start)
    {
        Assert.Equal('[', text[start + 1]);
        var end = start + 2;
        while (!char.IsAsciiLetter(text[end])) end++;
        var argument = text[(start + 2)..end];
        switch (text[end])
        {
            case 'A': row = Math.Max(Top, row - int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture)); break;
            case 'K': EraseFrom(rows[row]); break;
            case 'J':
                EraseFrom(rows[row]);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case 'h' when argument == "?25": CursorVisible = true; break;
            case 'l' when argument == "?25": CursorVisible = false; break;
            case 'm': SawColour = true; break;
            default: throw new InvalidOperationException($"unknown escape code {argument}{text[end]}");
        }

        return end;
    }

    private void EraseFrom(Row line)
    {
        line.Continues = false;
        if (line.Cells.Length > column) line.Cells.Length = column;
    }
}
