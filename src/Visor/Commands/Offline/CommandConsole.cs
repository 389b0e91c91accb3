using Visor.Model;

namespace Visor.Commands.Offline;

/// <summary>What a verb that ends by itself tells the operator who waits for it, line by line. Whatever a line tells of, no terminal obeys it.</summary>
internal sealed class CommandConsole(TextWriter output, TextWriter error)
{
    public void Say(string line) => output.WriteLine(PlainText.Line(line));

    /// <summary>Something the operator has to know or to do.</summary>
    public void Warn(string line) => error.WriteLine($"visor: {PlainText.Line(line)}");
}
