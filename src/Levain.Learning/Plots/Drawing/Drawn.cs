namespace Levain.Drawing;

/// <summary>What came of drawing: how tall the picture is, and what it says.</summary>
internal sealed record Drawn(double Height, string Description);
