namespace Levain.Drawing;

/// <summary>How plots look, by day and by night.</summary>
/// <remarks>
/// Six colours that people who see fewer colours tell apart by lightness or by blue against yellow, and that stand out 3 to 1 on either page;
/// dashes and marks tell the same, for print and for more than six. Every rule is bound to the class of a plot: inside a page it touches nothing else.
/// </remarks>
internal static class PlotStyle
{
    public const int Colours = 6;

    /// <summary>The classes of the n-th of several: its colour, and the dashes that go with it; beyond six the colours meet other dashes.</summary>
    public static string Of(int index) => $"c{index % Colours} d{Turn(index)}";

    /// <summary>Which of six dashes or marks the n-th has: with its colour, they are another pair for each of 36.</summary>
    public static int Turn(int index) => (index % Colours + index / Colours) % Colours;

    public const string Text =
        """
        <style>
        .levain-plot{max-width:100%;height:auto}
        .levain-plot text{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11px;fill:#1f2733;stroke:none}
        .levain-plot .page{fill:#fff}.levain-plot .head{font-size:16px;font-weight:600}.levain-plot .sum,.levain-plot .tick,.levain-plot .note{fill:#566071}
        .levain-plot .end{text-anchor:end}.levain-plot .mid{text-anchor:middle}.levain-plot .axis{font-weight:600}
        .levain-plot .grid{stroke:#e4e8ee;stroke-width:1;fill:none}.levain-plot .base{stroke:#98a2b3;stroke-width:1.2;fill:none}
        .levain-plot .line{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:butt}
        .levain-plot .band{fill:currentColor;fill-opacity:.17;stroke:none}
        .levain-plot .mark{fill:currentColor;stroke:#fff;stroke-width:.8}.levain-plot .cloud{fill:currentColor;fill-opacity:.5;stroke:currentColor;stroke-opacity:.9;stroke-width:.7}
        .levain-plot .thin{fill-opacity:.25;stroke-opacity:.4}.levain-plot .thick{fill-opacity:1}
        .levain-plot .bar{fill:currentColor}.levain-plot .whisker{stroke:#1f2733;stroke-width:1.4;fill:none}
        .levain-plot .ref{fill:none;stroke:#77818f;stroke-width:1.4;stroke-dasharray:2 4}
        .levain-plot .cell{fill:#0b4fb3}.levain-plot .below{fill:#a84a00}.levain-plot .none{fill:none;stroke:#c5ccd6;stroke-dasharray:2 3}.levain-plot text.deep{fill:#fff}
        .levain-plot .d1{stroke-dasharray:8 4}.levain-plot .d2{stroke-dasharray:2.5 3}.levain-plot .d3{stroke-dasharray:10 3 2.5 3}.levain-plot .d4{stroke-dasharray:14 5}.levain-plot .d5{stroke-dasharray:6 3 2 3 2 3}
        .levain-plot .mark,.levain-plot .cloud,.levain-plot .band,.levain-plot .bar{stroke-dasharray:none}
        .levain-plot .c0{color:#1f6feb}.levain-plot .c1{color:#c2600c}.levain-plot .c2{color:#0b8a6f}.levain-plot .c3{color:#b03a7e}.levain-plot .c4{color:#7a6a00}.levain-plot .c5{color:#2b3440}
        @media (prefers-color-scheme:dark){
        .levain-plot text{fill:#e6eaf0}.levain-plot .page{fill:#0f141b}.levain-plot .sum,.levain-plot .tick,.levain-plot .note{fill:#a3adbb}
        .levain-plot .grid{stroke:#232c38}.levain-plot .base{stroke:#66707f}.levain-plot .mark{stroke:#0f141b}.levain-plot .whisker{stroke:#e6eaf0}.levain-plot .ref{stroke:#8b95a4}
        .levain-plot .cell{fill:#7cb8ff}.levain-plot .below{fill:#f0a958}.levain-plot .none{stroke:#3a4553}.levain-plot text.deep{fill:#0b1017}
        .levain-plot .c0{color:#58a6ff}.levain-plot .c1{color:#f0953a}.levain-plot .c2{color:#3fc7a4}.levain-plot .c3{color:#ea8fc4}.levain-plot .c4{color:#e3d35b}.levain-plot .c5{color:#d5dce6}
        }
        </style>

        """;

    /// <summary>The rules of lines over points.</summary>
    public const string Halo =
        """
        <style>
        .levain-plot .halo{fill:none;stroke:#fff;stroke-width:6;stroke-opacity:.8;stroke-linejoin:round}
        @media (prefers-color-scheme:dark){.levain-plot .halo{stroke:#0f141b}}
        </style>

        """;
}
