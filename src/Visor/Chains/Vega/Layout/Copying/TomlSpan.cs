using System.Runtime.InteropServices;
using Tomlyn.Syntax;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>Where a piece of syntax stands in the text.</summary>
/// <param name="End">Behind its last character.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TomlSpan(int Start, int End)
{
    public static TomlSpan Of(SyntaxNodeBase syntax) => new(syntax.Span.Start.Offset, syntax.Span.End.Offset + 1); // The parser's end is the last character itself.
}
